// Requests that nobody sends in good faith, byte by byte: each is refused with the right status, and the server
// answers the next one as if nothing had happened.
import {after, afterEach, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {startServer} from './server.mjs';

let server;
before(async () => { server = await startServer(); });
after(async () => assert.deepEqual(await server?.stop(), {code: 0, signal: null}));
afterEach(async () => {
    assert.ok(server.isRunning());
    const response = await fetch(new URL('/health', server.address));
    assert.equal(response.status, 200);
});

// Sends the bytes and gives all that comes back until the server closes, or `wait` milliseconds have passed.
function exchange(bytes, wait = 5000) {
    return new Promise((resolve) => {
        const socket = connect(server.port, '127.0.0.1');
        let answer = '';
        const done = () => {
            clearTimeout(timer);
            socket.destroy();
            resolve(answer);
        };
        const timer = setTimeout(done, wait);
        socket.setEncoding('latin1');
        socket.on('data', (text) => { answer += text; });
        socket.on('close', done);
        socket.on('error', done);
        socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    });
}

const statusOf = (answer) => Number(answer.match(/^HTTP\/1\.1 (\d{3})/)?.[1] ?? 0);
const get = (target, more = '') => `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${more}\r\n`;
const post = (path, type, body, more = '') =>
    `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: ${type}\r\n` +
    `Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n${more}\r\n${body}`;
const form = 'application/x-www-form-urlencoded';

const refused = {
    'no host': ['GET / HTTP/1.1\r\n\r\n', 400],
    'two hosts': ['GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    'header of 100 kB': [get('/', `X: ${'a'.repeat(100_000)}\r\n`), 431],
    'a thousand headers': [get('/', 'X-A: aaaaaaaaaaaaaaaa\r\n'.repeat(1000)), 431],
    'target of 100 kB': [get(`/${'a'.repeat(100_000)}`), 431],
    'bad escape in the path': [get('/%zz'), 400],
    'escape cut short': [get('/%4'), 400],
    'NUL in the path': [get('/%00'), 400],
    'invalid UTF-8 in the path': [get('/%ff%fe'), 400],
    'raw bytes in the path': [get('/\xff\xfe'), 400],
    'bad escape in the query': [get('/?a=%'), 400],
    'no slash': [get('om'), 400],
    'fragment': [get('/om#x'), 400],
    'both lengths': ['POST /calculate HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    'two lengths': ['POST /calculate HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde', 400],
    'negative length': ['POST /calculate HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n', 400],
    'a coding before chunked': ['POST /calculate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 400],
    'chunked twice': ['POST /calculate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n', 400],
    'bare line feeds': ['GET / HTTP/1.1\nHost: a\n\n', [400, 505]],
    'a bare line feed among the headers': ['GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n', 400],
    'blank before the colon': [get('/', 'X : a\r\n'), 400],
    'folded header': [get('/', 'X: a\r\n b\r\n'), [200, 400]],
    'no version': ['GET /\r\nHost: a\r\n\r\n', [400, 505]],
    'version 2': ['GET / HTTP/2.0\r\nHost: a\r\n\r\n', [400, 505]],
    'not HTTP at all': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
    'a method of its own': ['BREW / HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    'OPTIONS *': ['OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    'CONNECT': ['CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    'body of 2 MB': [post('/calculate', 'application/json', 'x'.repeat(2_000_000)), 413],
    'form of 2 MB': [post('/mine-datoer', form, 'a='.padEnd(2_000_000, 'x')), 413],
    'body of 2 MB in chunks': [
        `POST /calculate HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n` +
        `10000\r\n${'x'.repeat(0x10000)}\r\n`.repeat(30) + '0\r\n\r\n', 413],
    'bad chunk size': ['POST /calculate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n', 400],
    'ten thousand fields': [post('/mine-datoer', form, 'a=1&'.repeat(10_000)), 400],
    'bad escape in a form': [post('/mine-datoer', form, 'a=%g1'), 400],
    'invalid UTF-8 in a form': [post('/mine-datoer', form, 'municipality=\xff\xfe'), 400],
    'NUL in a form': [post('/mine-datoer', form, 'municipality=a%00b'), 400],
    'another kind of form': [post('/mine-datoer', 'multipart/form-data; boundary=x', '--x--'), 415],
    'no kind of form': ['POST /mine-datoer HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=b', 415],
    'deep JSON': [post('/calculate', 'application/json', '['.repeat(200_000)), 400],
    'deep JSON, closed': [post('/calculate', 'application/json', '['.repeat(100_000) + ']'.repeat(100_000)), 400],
    'many keys': [post('/calculate', 'application/json', `{${Array.from({length: 15_000}, (_, i) => `"k${i}":1`).join()}}`), 422],
    'the same key twice': [post('/calculate', 'application/json', '{"standard":"randers","standard":"thisted"}'), 400],
    'invalid UTF-8 in JSON': [post('/calculate', 'application/json', '{"standard":"\xff"}'), 400],
    'a huge number': [post('/calculate', 'application/json', `{"standard":"randers","facts":{"pregnant":1${'0'.repeat(100_000)}}}`), 422],
    'aliases in YAML': [post('/calculate', 'application/yaml', 'a: &a [1]\nb: *a\n'), 400],
};

for (const [name, [bytes, expected]] of Object.entries(refused)) {
    test(name, async () => {
        const answer = await exchange(bytes);
        const allowed = [expected].flat();
        assert.ok(allowed.includes(statusOf(answer)), `${statusOf(answer)}: ${answer.slice(0, 200)}`);
    });
}

test('a smuggled second request is never answered', async () => {
    const answer = await exchange('POST /calculate HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n' +
                                  '0\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n');
    assert.equal(answer.match(/HTTP\/1\.1 /g).length, 1);
});

test('requests sent one after the other without waiting are answered in order', async () => {
    const answer = await exchange('GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /om HTTP/1.1\r\nHost: a\r\n\r\n' + get('/health'));
    assert.equal(answer.match(/HTTP\/1\.1 200/g).length, 3);
});

test('a body is asked for when the client waits to be asked', async () => {
    const body = '{"standard":"randers"}';
    const socket = connect(server.port, '127.0.0.1');
    socket.setEncoding('latin1');
    let answer = '';
    socket.on('data', (text) => {
        answer += text;
        if (answer.includes('100 Continue') && !answer.includes('200')) socket.write(body);
    });
    socket.write(`POST /calculate HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n` +
                 `Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`);
    await new Promise((resolve) => socket.on('close', resolve));
    assert.match(answer, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
});

test('absolute targets and HTTP/1.0 are understood', async () => {
    assert.equal(statusOf(await exchange(get('http://a/om'))), 200);
    assert.equal(statusOf(await exchange('GET /health HTTP/1.0\r\n\r\n')), 200);
});

test('nobody waits for those who send slowly', async () => {
    const slow = await Promise.all(Array.from({length: 200}, () => new Promise((resolve) => {
        const socket = connect(server.port, '127.0.0.1', () => {
            socket.write('GET / HTTP/1.1\r\nHost: a\r\nX: ');
            resolve(socket);
        });
    })));
    const begun = performance.now();
    assert.equal((await fetch(new URL('/om', server.address))).status, 200);
    assert.ok(performance.now() - begun < 2000);
    // After ten seconds they are cut.
    const cut = await Promise.all(slow.map((socket) => new Promise((resolve) => {
        socket.on('error', () => {});
        socket.on('close', () => resolve(true));
        setTimeout(() => resolve(false), 20_000);
    })));
    assert.ok(cut.every(Boolean), `${cut.filter((each) => !each).length} still open`);
});

test('more connections than there is room for do not stop the others', async () => {
    const sockets = [];
    for (let i = 0; i < 1200; ++i) {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('error', () => {});
        sockets.push(socket);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal((await fetch(new URL('/health', server.address))).status, 200);
});

test('random bytes', async () => {
    let seed = 20260317;
    const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648);
    for (let i = 0; i < 300; ++i) {
        const length = next() % 400;
        const noise = Buffer.from(Array.from({length}, () => next() % 256));
        const whole = i % 3 === 0 ? noise : Buffer.concat([
            Buffer.from(i % 3 === 1 ? `POST /mine-datoer HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: ${form}\r\nContent-Length: ${length}\r\n\r\n`
                                    : `POST /calculate HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`),
            noise]);
        const answer = await exchange(whole, i % 3 === 0 ? 30 : 5000);
        assert.ok(statusOf(answer) < 500, `seed step ${i}: ${answer.slice(0, 80)}`);
    }
});
