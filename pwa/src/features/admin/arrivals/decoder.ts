/** Only who scans fetches it. */
export { default as decodeQR } from "qr/decode.js";
