"""RinggitPay's status codes: what they say about the money, whose doing they are, what to tell the driver."""

from __future__ import annotations

from dataclasses import dataclass

from app.payments.gateways.protocol import Explanation, FailureReason, Fault, Outcome


@dataclass(frozen=True, slots=True)
class Status:
    """What one code means. `reason` is the key of its sentences (`approved` has none)."""

    code: str
    meaning: str
    outcome: Outcome
    reason: str
    can_retry: bool
    fault: Fault

    @property
    def is_final(self) -> bool:
        """True when no later answer about the same attempt will differ."""
        return self.outcome.is_final


def _failed(code: str, meaning: str, reason: str, fault: Fault, *, can_retry: bool = False) -> Status:
    return Status(code, meaning, Outcome.FAILED, reason, can_retry, fault)


def _retryable(code: str, meaning: str, reason: str, fault: Fault) -> Status:
    return _failed(code, meaning, reason, fault, can_retry=True)


def _refused(code: str, what: str) -> Status:
    return _failed(code, f"refused: {what}", "request_refused", Fault.MERCHANT_SYSTEM)


STATUSES: dict[str, Status] = {
    status.code: status
    for status in (
        Status("RP00", "approved", Outcome.CAPTURED, "approved", False, Fault.NOBODY),
        Status("RP09", "pending", Outcome.PENDING, "pending", False, Fault.NOBODY),
        Status("RP01", "transaction exception", Outcome.UNKNOWN, "unknown", False, Fault.UNKNOWN),
        _failed("RP02", "merchant app verification pending", "merchant_not_ready", Fault.OPERATOR),
        # Said when a buyer sends the same form again (the Back button does): the first use may be under way
        # or paid, so this code must not end it. Every try of ours has a fresh order id.
        Status(
            "RP45",
            "duplicate order number",
            Outcome.REPEATED,
            "order_already_used",
            True,
            Fault.MERCHANT_SYSTEM,
        ),
        _retryable("RP50", "rejected by the card network", "card_declined", Fault.DRIVER),
        _retryable("RP80", "insufficient funds", "insufficient_funds", Fault.DRIVER),
        _retryable("RP91", "failed", "payment_failed", Fault.CHANNEL),
        _retryable("RP92", "failed at the channel", "channel_failed", Fault.CHANNEL),
        _retryable("RP94", "below the minimum", "below_minimum", Fault.CHANNEL),
        _retryable("RP95", "above the maximum", "above_maximum", Fault.CHANNEL),
        _retryable("RP96", "cancelled by the customer", "cancelled_by_driver", Fault.DRIVER),
        _retryable("RP97", "session timed out", "timed_out", Fault.DRIVER),
        _retryable("RP100", "the payer's own limit exceeded", "limit_exceeded", Fault.DRIVER),
        _refused("IR10", "order number"),
        _refused("IR11", "currency"),
        _refused("IR12", "amount"),
        _refused("IR13", "checksum"),
        _refused("IR14", "e-mail"),
        _refused("IR15", "return URL"),
        _refused("IR18", "transaction reference"),
        _failed("IR20", "refused: merchant not active", "merchant_not_active", Fault.OPERATOR),
    )
}


def status_of(code: str) -> Status:
    """What `code` means. A code we do not know is never a success and never final."""
    return STATUSES.get(code) or Status(code, "not known", Outcome.UNKNOWN, "unknown", False, Fault.UNKNOWN)


def outcome_of(code: str) -> Outcome:
    """What `code` says about the money."""
    return status_of(code).outcome


def failure_reason(code: str) -> FailureReason:
    """Why a payment that ended or stands at `code` is no success. Raises ValueError for `RP00`."""
    status = status_of(code)
    if status.outcome is Outcome.CAPTURED:
        raise ValueError(f"{code} is a success")
    english, malay = _SENTENCES[status.reason]
    return FailureReason(status.reason, status.can_retry, status.fault, {"en": english, "ms": malay})


_SENTENCES: dict[str, tuple[Explanation, Explanation]] = {
    "pending": (
        Explanation(
            "Your bank has not confirmed the payment yet.",
            "Please don't pay again. We keep asking and will tell you as soon as it answers.",
        ),
        Explanation(
            "Bank anda belum mengesahkan pembayaran ini.",
            "Jangan bayar sekali lagi. Kami terus menyemak dan akan memaklumkan anda apabila ada jawapan.",
        ),
    ),
    "unknown": (
        Explanation(
            "The payment service could not tell us whether this payment went through.",
            "Please don't pay again. We are checking and will tell you the result.",
        ),
        Explanation(
            "Perkhidmatan pembayaran tidak dapat memastikan sama ada pembayaran ini berjaya.",
            "Jangan bayar sekali lagi. Kami sedang menyemak dan akan memaklumkan keputusannya.",
        ),
    ),
    "merchant_not_ready": (
        Explanation(
            "This car park can't take online payments yet.",
            "Nothing you can change: please pay another way or contact the car park.",
        ),
        Explanation(
            "Tempat letak kereta ini belum boleh menerima bayaran dalam talian.",
            "Tiada apa yang perlu anda ubah: sila bayar dengan cara lain atau hubungi tempat letak kereta.",
        ),
    ),
    "order_already_used": (
        Explanation(
            "This payment page was already used once.",
            "Go back to your booking. If it is not paid there, start a new payment.",
        ),
        Explanation(
            "Halaman pembayaran ini telah pun digunakan.",
            "Kembali ke tempahan anda. Jika belum dibayar, mulakan pembayaran baharu.",
        ),
    ),
    "card_declined": (
        Explanation(
            "Your card was declined by its bank or card network.",
            "Check the card's details and expiry date, or use another card or way to pay.",
        ),
        Explanation(
            "Kad anda ditolak oleh bank atau rangkaian kad.",
            "Semak butiran dan tarikh luput kad, atau guna kad atau cara bayaran lain.",
        ),
    ),
    "insufficient_funds": (
        Explanation(
            "There was not enough money in the account.",
            "Top it up, or pay from another account.",
        ),
        Explanation(
            "Baki akaun tidak mencukupi.",
            "Tambah baki, atau bayar daripada akaun lain.",
        ),
    ),
    "payment_failed": (
        Explanation(
            "The payment did not go through.",
            "Try again, or choose another way to pay.",
        ),
        Explanation(
            "Pembayaran tidak berjaya.",
            "Cuba lagi, atau pilih cara bayaran lain.",
        ),
    ),
    "channel_failed": (
        Explanation(
            "Your bank or wallet did not complete the payment.",
            "Try again in a moment, or choose another bank or way to pay.",
        ),
        Explanation(
            "Bank atau e-dompet anda tidak menyempurnakan pembayaran.",
            "Cuba lagi sebentar lagi, atau pilih bank atau cara bayaran lain.",
        ),
    ),
    "below_minimum": (
        Explanation(
            "The amount is too small for the way of paying you chose.",
            "Choose another way to pay.",
        ),
        Explanation(
            "Jumlah ini terlalu kecil untuk cara bayaran yang dipilih.",
            "Pilih cara bayaran lain.",
        ),
    ),
    "above_maximum": (
        Explanation(
            "The amount is too large for the way of paying you chose.",
            "Choose another way to pay.",
        ),
        Explanation(
            "Jumlah ini terlalu besar untuk cara bayaran yang dipilih.",
            "Pilih cara bayaran lain.",
        ),
    ),
    "cancelled_by_driver": (
        Explanation(
            "You cancelled the payment.",
            "You can pay again while your spot is held.",
        ),
        Explanation(
            "Anda membatalkan pembayaran.",
            "Anda boleh membayar semula selagi petak anda masih disimpan.",
        ),
    ),
    "timed_out": (
        Explanation(
            "The payment page timed out before the payment was finished.",
            "Try again while your spot is held.",
        ),
        Explanation(
            "Halaman pembayaran tamat masa sebelum pembayaran selesai.",
            "Cuba lagi selagi petak anda masih disimpan.",
        ),
    ),
    "limit_exceeded": (
        Explanation(
            "The amount is above the limit set for your account.",
            "Raise the limit with your bank, or pay from another account.",
        ),
        Explanation(
            "Jumlah ini melebihi had yang ditetapkan untuk akaun anda.",
            "Naikkan had melalui bank anda, atau bayar daripada akaun lain.",
        ),
    ),
    "request_refused": (
        Explanation(
            "The payment service did not accept our request. This is our mistake, not yours.",
            "We have been told. Please try another way to pay or contact the car park.",
        ),
        Explanation(
            "Perkhidmatan pembayaran tidak menerima permintaan kami. Ini kesilapan kami, bukan anda.",
            "Kami telah dimaklumkan. Sila cuba cara bayaran lain atau hubungi tempat letak kereta.",
        ),
    ),
    "merchant_not_active": (
        Explanation(
            "Online payment is switched off for this car park at the moment.",
            "Please pay another way or contact the car park.",
        ),
        Explanation(
            "Bayaran dalam talian bagi tempat letak kereta ini tidak aktif buat masa ini.",
            "Sila bayar dengan cara lain atau hubungi tempat letak kereta.",
        ),
    ),
}
