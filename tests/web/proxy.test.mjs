// TLS in front: nginx with the file that is shipped (packaging/nginx.conf), its names filled in.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import https from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {freePort} from './identity_provider.mjs';
import {root} from './server.mjs';
import {startWorkplace} from './workplace.mjs';

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(existsSync);
let folder, server, proxy, port;
before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fjorten-proxy-'));
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj',
                                       '/CN=fjorten.test', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]);
    assert.equal(made.status, 0, String(made.stderr));
    server = await startWorkplace('randers', '--proxy', '127.0.0.1');
    port = await freePort();
    const filled = {FOLDER: folder, TLS_PORT: port, HOST: 'fjorten.test', CERTIFICATE: join(folder, 'cert.pem'), KEY: join(folder, 'key.pem'), PORT: server.port};
    const text = readFileSync(`${root}packaging/nginx.conf`, 'utf8').replace(/^( *)#.*$/gm, '')
        .replace(/\b(FOLDER|TLS_PORT|HOST|CERTIFICATE|KEY|PORT)\b/g, (name) => filled[name]);
    writeFileSync(join(folder, 'nginx.conf'), text);
    proxy = spawn(nginx, ['-c', join(folder, 'nginx.conf'), '-p', folder, '-g', 'daemon off;'], {stdio: ['ignore', 'ignore', 'pipe']});
    let said = '';
    proxy.stderr.on('data', (bytes) => { said += bytes; });
    for (let i = 0; ; ++i) {
        try { await ask('/health'); break; } catch (failure) {
            assert.ok(i < 100 && proxy.exitCode === null, `${failure} ${said}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }
});
after(async () => {
    proxy?.kill();
    await server?.close();
    if (folder) rmSync(folder, {recursive: true});
});

function ask(path, {method = 'GET', headers = {}, body} = {}) {
    return new Promise((resolve, reject) => {
        const request = https.request({host: '127.0.0.1', port, path, method, headers: {Host: 'fjorten.test', ...headers}, rejectUnauthorized: false,
                                       servername: 'fjorten.test'}, (response) => {
            let text = '';
            response.on('data', (bytes) => { text += bytes; }).on('end', () => resolve({status: response.statusCode, headers: response.headers, text}));
        });
        request.on('error', reject).end(body);
    });
}

test('cookies are for this host and for TLS, and browsers are told to stay with it', async () => {
    const body = String(new URLSearchParams({name: server.name, password: server.password}));
    const answer = await ask('/log-ind', {method: 'POST', body, headers: {'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://fjorten.test'}});
    assert.equal(answer.status, 303, answer.text);
    const cookie = answer.headers['set-cookie'][0];
    assert.match(cookie, /^__Host-fjorten=\w{52}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    assert.match(answer.headers['strict-transport-security'], /max-age=63072000/);
    assert.equal((await ask('/arbejde', {headers: {Cookie: cookie.split(';')[0]}})).status, 200);
    const foreign = await ask('/log-ind', {method: 'POST', body, headers: {'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://evil.test'}});
    assert.equal(foreign.status, 403);
});

test('one address may not flood, and cannot pretend to be others', async () => {
    // What a client says of its own address is thrown away by the proxy: to us they are all 127.0.0.1, which is not limited.
    for (let i = 0; i < 20; ++i)
        assert.equal((await ask('/health', {headers: {'X-Forwarded-For': `203.0.113.${i}`}})).status, 200);
    // As the proxy would say it of somebody on the net: told directly, and only believed because the proxy is ours.
    const flood = async (address, count) => {
        const statuses = [];
        await Promise.all(Array.from({length: 25}, async (_, worker) => {
            for (let i = worker; i < count; i += 25) {
                const answer = await fetch(new URL('/health', server.address), {headers: {'X-Forwarded-For': address}});
                await answer.arrayBuffer();
                statuses.push(answer.status);
            }
        }));
        return statuses.filter((status) => status === 429).length;
    };
    assert.ok(await flood('203.0.113.9', 1600) > 0, 'too many from one address are refused');
    assert.equal(await flood('198.51.100.7', 50), 0, 'others go on');
    assert.equal(await flood('203.0.113.9, 198.51.100.8', 50), 0, 'the last address is the one that counts');
});

test('many wrong passwords from one address make it wait, not the name of somebody else', async () => {
    const tries = async (name, address) => (await fetch(new URL('/log-ind', server.address), {method: 'POST', redirect: 'manual', body: new URLSearchParams({name, password: 'wrong'}),
                                                                                              headers: {'X-Forwarded-For': address}})).status;
    let waits = 0;
    for (let i = 0; i < 60; ++i) if (await tries(`nobody-${i}`, '203.0.113.77') === 429) ++waits;
    assert.ok(waits > 0);
    assert.equal(await tries('nobody-else', '203.0.113.78'), 403);
});
