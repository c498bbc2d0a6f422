// Files that go in and come out: uploads of every kind, and what stands in a PDF.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {deflateSync, inflateSync} from 'node:zlib';

/** A PDF of one page that says `words`; ASCII only. */
export function pdfThatSays(words) {
    const stream = `BT /F1 18 Tf 60 760 Td (${words}) Tj ET`;
    const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ' +
        '/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >> >>',
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
    let text = '%PDF-1.4\n';
    const places = objects.map((object, i) => {
        const place = text.length;
        text += `${i + 1} 0 obj\n${object}\nendobj\n`;
        return place;
    });
    const table = text.length;
    text += `xref\n0 6\n0000000000 65535 f \n${places.map((p) => `${String(p).padStart(10, '0')} 00000 n \n`).join('')}`;
    return Buffer.from(`${text}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`, 'latin1');
}

const crcTable = Array.from({length: 256}, (_, n) => {
    for (let k = 0; k < 8; ++k) n = n & 1 ? 0xEDB88320 ^ (n >>> 1) : n >>> 1;
    return n >>> 0;
});
function chunk(type, data) {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    let crc = 0xFFFFFFFF;
    for (const byte of body) crc = crcTable[(crc ^ byte) & 0xFF] ^ (crc >>> 8);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE((crc ^ 0xFFFFFFFF) >>> 0, body.length + 4);
    return out;
}
/** A grey PNG of that size. */
export function png(width = 40, height = 30) {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, 0, 0, 0, 0], 8);
    const rows = Buffer.alloc((width + 1) * height, 0x80);
    for (let y = 0; y < height; ++y) rows[y * (width + 1)] = 0;
    return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header),
                          chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

// The file and every stream in it that is deflated.
function unpacked(bytes) {
    const text = bytes.toString('latin1');
    const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, stream]) => {
        try { return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'); } catch { return ''; }
    });
    return [text, ...streams].join('\n');
}

/** The words of a PDF, how many pages it has, and everything in it unpacked. */
export function readPdf(bytes) {
    const folder = mkdtempSync(join(tmpdir(), 'fjorten-pdf-'));
    try {
        const path = join(folder, 'file.pdf');
        writeFileSync(path, bytes);
        const info = execFileSync('pdfinfo', [path], {encoding: 'utf8'});
        return {text: execFileSync('pdftotext', ['-layout', path, '-'], {encoding: 'utf8'}),
                pages: Number(info.match(/Pages:\s+(\d+)/)[1]),
                inside: unpacked(bytes)};
    } finally {
        rmSync(folder, {recursive: true, force: true});
    }
}

/** What a link gives to keep. */
export async function download(page, link) {
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    return {name: file.suggestedFilename(), bytes: readFileSync(await file.path())};
}

export const upload = (page, name, mimeType, buffer) =>
    page.locator('main [name=file]').setInputFiles({name, mimeType, buffer});

/** Beside the pictures, to be looked at as one. */
export function keepPdf(name, bytes) {
    if (process.env.FJORTEN_SCREENSHOTS) writeFileSync(join(process.env.FJORTEN_SCREENSHOTS, `${name}.pdf`), bytes);
}
