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
        ['/bevis', `payload=${secret}`]]) {
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

test('a first visit to any page that nobody has to choose takes less than 100 kB without fonts', async (t) => {
    const packed = {headers: {'accept-encoding': 'gzip'}};
    const {page, context} = await openPage(chromium.browser, server.address);
    for (const path of pages.filter((one) => !/standard.*\//.test(one))) {
        const text = await (await page.request.get(path)).text();
        let bytes = Buffer.byteLength(text);
        for (const asset of new Set(text.match(/\/assets\/[^"]+/g))) {
            const answer = await fetch(server.address.replace(/\/$/, '') + asset, packed);
            bytes += Number(answer.headers.get('content-length'));
        }
        t.diagnostic(`${path}: ${Math.round(bytes / 1000)} kB`);
        assert.ok(bytes < 100_000, `${path}: ${bytes} bytes`);
    }
    await context.close();
});
