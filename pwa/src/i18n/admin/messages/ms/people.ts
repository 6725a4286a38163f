import type { DictionaryOf } from "../../../types";
import type { people as en } from "../en/people";

export const people: DictionaryOf<typeof en> = {
  "desk.people.text":
    "Siapa yang meletak kereta di sini: cari, sekat, dan serah atau padam data mereka apabila diminta.",
  "desk.people.search": "Cari",
  "desk.people.searchHint": "E-mel, nama atau plat; sekurang-kurangnya dua huruf",
  "desk.people.start":
    "Taip sebahagian alamat e-mel atau nama, atau plat. Tiada sesiapa disenaraikan tanpa dicari.",
  "desk.people.more": "Ada lagi yang sepadan. Taip lebih banyak huruf nama atau alamatnya.",
  "desk.people.none": "Tiada yang sepadan. Tetamu dicari melalui alamat, nama atau plat tempahan.",
  "desk.people.accounts": "Akaun",
  "desk.people.guests": "Tetamu",
  "desk.people.guestsText": "Alamat yang digunakan untuk menempah tanpa akaun.",
  "desk.people.noName": "Tiada nama",
  "desk.people.verified": "Alamat disahkan",
  "desk.people.unverified": "Alamat belum disahkan",
  "desk.people.since": "Sejak {month}",
  "desk.people.count": { other: "{count} tempahan" },
  "desk.people.bookings": "Tempahan di sini",
  "desk.people.blocked": "Disekat",
  "desk.people.blockedBy": "{day} oleh {name}: {reason}",
  "desk.people.block": "Sekat",
  "desk.people.unblock": "Benarkan menempah",
  "desk.people.export": "Eksport data",
  "desk.people.erase": "Padam data",
  "desk.people.somebody": "seseorang",
  "desk.people.blockTitle": "Sekat {name}?",
  "desk.people.blockText":
    "Mulai sekarang mereka tidak boleh menahan petak di mana-mana tempat anda, begitu juga tetamu dengan alamat yang sama. Tempahan sedia ada kekal.",
  "desk.people.reason": "Sebab",
  "desk.people.reasonHint":
    "Untuk kakitangan anda sahaja. Orang itu diminta menghubungi tempat letak kereta.",
  "desk.people.blockDone": "{name} tidak boleh menempah lagi.",
  "desk.people.unblockTitle": "Benarkan {name} menempah semula?",
  "desk.people.unblockText":
    "Mereka boleh menempah semula serta-merta. Sebabnya dipadam di sini tetapi kekal dalam log.",
  "desk.people.unblockDone": "{name} boleh menempah semula.",
  "desk.people.exportTitle": "Eksport data {name}",
  "desk.people.exportText":
    "Satu fail (JSON) dengan semua yang disimpan: akaun, tempahan, kunjungan, bayaran, mesej dan peristiwa. Serahkan kepada orang ini sahaja, selepas identitinya disahkan.",
  "desk.people.exportDo": "Muat turun",
  "desk.people.exportDone": "Fail telah dimuat turun.",
  "desk.people.eraseTitle": "Padam data {name}?",
  "desk.people.eraseText": "Ini tidak boleh dibatalkan.",
  "desk.people.goes": "Dipadam selamanya",
  "desk.people.goesText": "Nama, alamat, plat, kenderaan, mesej, gambar, log masuk, peranti dan Telegram.",
  "desk.people.stays": "Kekal, menurut undang-undang",
  "desk.people.staysText":
    "Caj, bayaran, bayaran balik dan resit dengan jumlah dan tarikhnya, untuk buku akaun. Ia tidak menyatakan siapa orangnya.",
  "desk.people.confirm": "Taip {word} untuk mengesahkan",
  "desk.people.eraseDo": "Padam selamanya",
  "desk.people.eraseDone": { other: "Dipadam. {count} tempahan tidak lagi menyebut tentang mereka." },
  "desk.people.notPossible": "Masih ada urusan dengan orang ini:",
  "desk.people.because.booking_current":
    "Ada tempahan yang ditahan atau dibayar dan belum tamat. Batalkan, atau tunggu hingga tamat.",
  "desk.people.because.car_inside": "Kereta mereka masih di dalam. Biarkan ia keluar dahulu.",
  "desk.people.because.fee_owed": "Bayaran lebih masa masih terhutang.",
  "desk.people.because.refund_open": "Bayaran balik masih dalam proses.",
  "desk.people.because.refund_proposed": "Bayaran balik menunggu orang kedua.",
  "desk.people.because.payment_open": "Ada bayaran yang belum selesai.",
  "desk.people.because.has_role": "Mereka mempunyai peranan di sini. Tarik balik di bawah Kakitangan.",
};
