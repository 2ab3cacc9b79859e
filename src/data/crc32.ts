/** The checksum of zip and gzip, CRC-32 (IEEE 802.3); fflate computes it but does not hand it out. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

/** `before`: the checksum of what these bytes follow. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  for (let index = 0; index < bytes.length; index++) {
    sum = (sum >>> 8) ^ TABLE[(sum ^ bytes[index]!) & 255]!;
  }
  return ~sum >>> 0;
}
