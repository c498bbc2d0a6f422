// What a visit leaves behind: no cookie, nothing in the browser's stores, not a byte in the folder of the server. And what
// each page weighs.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, readdirSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {openBrowser, openPage} from './browser.mjs';
import {startServer} from './server.mjs';

const folder = join(mkdtempSync(join(tmpdir(), 'fjorten-traces-')), 'data');
let server, chromium;
before(async () => {
    server = await startServer('--data', folder);
    chromium = await openBrowser();
});
after(async () => {
    await chromium?.close();
    assert.deepEqual(await server?.stop(), {code: 0, signal: null});
    rmSync(folder, {recursive: true, force: true});
});

const pages = ['/', '/mine-datoer', '/sammenlign', '/proev', '/standarder', '/standarder/randers', '/om', '/bevis',
    '/klag', '/mine-rettigheder', '/hvor', '/paaroerende', '/fagfolk', '/skriv-uden-navn', '/paaroerende?municipality=rebild',
    '/fagfolk?municipality=randers', '/standarder/rebild', '/sammenlign?subject=clocks', '/en/compare?subject=clocks',
    '/en/complain', '/en/my-rights', '/en/where-to-turn', '/en/relatives', '/en/professionals', '/en/write-without-a-name',
    '/en/', '/en/my-dates', '/en/compare', '/en/try-out', '/en/standards', '/en/standards/rebild', '/en/about',
    '/en/certificate', '/findes-ikke'];

function contents() {
    const found = {};
    for (const name of readdirSync(folder, {recursive: true}).sort()) {
        const path = join(folder, name);
        if (statSync(path).isFile()) found[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
    }
    return found;
}

test('a visit to every public page leaves nothing on disk and sets no cookie', async () => {
    const {page, complaints, context} = await openPage(chromium.browser, server.address, {javaScriptEnabled: true});
    // The first request of a day signs heads and writes the pages of courses without a name anew, whoever it is.
    await page.goto('/');
    const first = contents();
    assert.ok(Object.keys(first).length > 2, 'the server keeps its record there');
    for (const path of pages) {
        const answer = await page.goto(path);
        assert.equal(answer.headers()['set-cookie'], undefined, path);
    }
    const secret = 'Zyxwvut';
    const typed = new URLSearchParams({municipality: 'randers', adult: 'yes', 'e0.event': 'contact_received', 'e0.on': '2-3-2026',
        'e0.seen': 'contact_received', unknown: secret, go: 'result'}).toString();
    for (const [path, body] of [['/mine-datoer', typed], ['/en/my-dates', typed.replace('go=result', 'go=calendar')],
        ['/bevis', `payload=${secret}`], ['/skriv-uden-navn', `go=show&text=${secret}`],
        ['/klag', `municipality=randers&about=staff&who=self&substance=drugs&happened=${secret}&go=letter`],
        ['/mine-rettigheder', typed.replace('go=result', 'go=answer')], ['/hvor', typed.replace('go=result', 'go=answer')]]) {
        const answer = await page.request.post(path, {headers: {'content-type': 'application/x-www-form-urlencoded'}, data: body});
        assert.equal(answer.status(), 200, path);
        assert.equal(answer.headers()['set-cookie'], undefined, path);
    }
    assert.deepEqual(contents(), first);
    assert.deepEqual(await context.cookies(), []);
    await page.goto('/');
    assert.deepEqual(await page.evaluate(async () => ({
        local: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).length,
        workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
    })), {local: 0, session: 0, databases: 0, workers: 0});
    assert.doesNotMatch(server.log(), new RegExp(`${secret}|randers&|2-3-2026|127\\.0\\.0\\.1`));
    assert.deepEqual(complaints, []);
    await context.close();
});

// As browsers ask for them: packed.
test('every public page takes less than 100 kB without fonts', async (t) => {
    const packed = {headers: {'accept-encoding': 'gzip'}};
    const own = async (path) => {
        const answer = await fetch(new URL(path, server.address), packed);
        return {bytes: Number(answer.headers.get('content-length')), text: await answer.text()};
    };
    const assets = new Map();
    for (const path of pages) {
        const page = await own(path);
        let bytes = page.bytes;
        for (const asset of new Set(page.text.match(/\/assets\/[^"]+/g))) {
            if (!assets.has(asset)) assets.set(asset, (await own(asset)).bytes);
            bytes += assets.get(asset);
        }
        t.diagnostic(`${path}: ${(bytes / 1000).toFixed(1)} kB, ${(page.bytes / 1000).toFixed(1)} of its own`);
        assert.ok(page.bytes > 0 && bytes < 100_000, `${path}: ${bytes} bytes`);
    }
});
