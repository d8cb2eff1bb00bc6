// A PDF whose pages are each filled with a colour, or with an image as scanners pack them, so that what is drawn can be told.

/** @typedef {[number, number, number]} Colour Red, green and blue, 0 to 1. */
/** @typedef {{filter: string, width: number, height: number, bits: number, space: string, bytes: Buffer}} Scan */

/** A red square in JPEG 2000. */
const RED = "/0//UQAvAAAAAAAQAAAAEAAAAAAAAAAAAAAAEAAAABAAAAAAAAAAAAADBwEBBwEBBwEB/1IADAAAAAEAAAQEAAH/XAAEQED/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjT/kAAKAAAAAABgAAH/k8+0ZBQAXK/0x7A3AAAAAGEhL9rEQAAAwkJf/3/PtGARUFSv30hKf4AAAAABhIS/aPAAAAMJCX/PtGARUFSv30hKf4AAAAABhIS/aPAAAAMJCX//2Q==";

/** A page of JPEG 2000. @type {Scan} */
export const JPEG_2000 = { filter: "JPXDecode", width: 16, height: 16, bits: 8, space: "DeviceRGB", bytes: Buffer.from(RED, "base64") };

/** A segment of JBIG2, of the only page. @param {number} number @param {number} type @param {Buffer} data */
function segment(number, type, data) {
  const head = Buffer.alloc(11);
  head.writeUInt32BE(number, 0);
  head.writeUInt8(type, 4);
  head.writeUInt8(1, 6);
  head.writeUInt32BE(data.length, 7);
  return Buffer.concat([head, data]);
}

/** @param {string} digits */
const packed = (digits) => Buffer.from((digits.match(/.{1,8}/gu) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2)));

/** Sixty-four lines of a fax: 16 dots white, 32 black, 16 white; the first is told, the others are as the one above. */
const FAX = packed(`001${"101010"}${"000001101010"}1${"111".repeat(63)}${"000000000001".repeat(2)}`);

const sides = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64]);

/** A page of JBIG2: a black band on white. @type {Scan} */
export const JBIG2 = {
  filter: "JBIG2Decode",
  width: 64,
  height: 64,
  bits: 1,
  space: "DeviceGray",
  bytes: Buffer.concat([
    segment(0, 48, Buffer.concat([sides, Buffer.alloc(11)])),
    segment(1, 38, Buffer.concat([sides, Buffer.alloc(9), Buffer.from([1]), FAX])),
  ]),
};

/** @param {(Colour | Scan)[]} pages */
export function pdf(pages) {
  /** @type {(string | Buffer)[]} */
  const objects = [];
  /** The number of an object. @param {string | Buffer} object */
  const add = (object) => objects.push(object);
  /** @param {string} about @param {string | Buffer} bytes */
  const stream = (about, bytes) => add(Buffer.concat([Buffer.from(`<< ${about} /Length ${bytes.length} >>\nstream\n`), Buffer.from(bytes), Buffer.from("\nendstream")]));
  add("<< /Type /Catalog /Pages 2 0 R >>");
  add("");
  const kids = pages.map((page) => {
    if (Array.isArray(page)) {
      const drawn = stream("", `${page.join(" ")} rg 0 0 300 400 re f`);
      return add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents ${drawn} 0 R >>`);
    }
    const { filter, width, height, bits, space, bytes } = page;
    const image = stream(`/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent ${bits} /ColorSpace /${space} /Filter /${filter}`, bytes);
    const drawn = stream("", "q 300 0 0 400 0 0 cm /I Do Q");
    return add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Resources << /XObject << /I ${image} 0 R >> >> /Contents ${drawn} 0 R >>`);
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] /Count ${kids.length} >>`;
  const parts = [Buffer.from("%PDF-1.7\n")];
  let place = parts[0]?.length ?? 0;
  const places = objects.map((object, at) => {
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from("\nendobj\n")]);
    parts.push(part);
    place += part.length;
    return place - part.length;
  });
  const lines = places.map((one) => `${String(one).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${place}\n%%EOF\n`));
  return Buffer.concat(parts);
}
