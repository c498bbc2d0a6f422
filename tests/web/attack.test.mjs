// Those who mean harm: with an account, without one, from another site, with patience.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {startServer} from './server.mjs';
import {Client, accountsIn, dataFolder, daysAgo} from './record_client.mjs';
import {addAccount} from './workplace.mjs';

const poison = `"'><script>alert(14)</script><img src=x onerror=alert(14)>' OR 1=1 -- ../../etc/passwd %0d%0aSet-Cookie:x=1 {{7*7}} \${7*7}`;
let folder, server, accounts, client, number;
before(async () => {
    folder = dataFolder();
    server = await startServer('--data', folder.path, '--municipality', 'randers');
    accounts = accountsIn(server.said());
    client = new Client(server.address);
    assert.equal((await client.logIn('behandler', accounts.behandler)).status, 200);
    const made = await client.openCase('Asta Opdigt', [{on: daysAgo(20), event: 'contact_received', channel: 'phone'}]);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    number = made.body.case;
});
after(async () => {
    assert.deepEqual(await server?.stop(), {code: 0, signal: null});
    folder?.remove();
});

const at = (path) => new URL(path, server.address);
const page = (path, options = {}) => fetch(at(path), {redirect: 'manual', ...options});

/** A browser as far as it needs one: the cookie of a session. */
async function session(name = 'behandler', password = accounts.behandler) {
    const answer = await page('/log-ind', {method: 'POST', body: new URLSearchParams({name, password}),
                                           headers: {Origin: server.address.slice(0, -1)}});
    assert.equal(answer.status, 303);
    return answer.headers.get('set-cookie').split(';')[0];
}

const unescape = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ({amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'"})[name]);
function formsIn(html) {
    return [...html.matchAll(/<form([^>]*)>([^]*?)<\/form>/g)].map(([, head, inside]) => {
        const fields = [];
        for (const [tag] of inside.matchAll(/<(?:input|textarea|select|button)[^>]*>/g)) {
            const attribute = (name) => unescape(tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');
            if (attribute('name')) fields.push({name: attribute('name'), value: attribute('value'), tag: tag.match(/<(\w+)/)[1],
                                                type: attribute('type')});
        }
        const attribute = (name) => unescape(head.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');
        return {action: attribute('action'), method: attribute('method') || 'get', multipart: /multipart/.test(head), fields};
    });
}

// Every form that a caseworker finds within reach of the work list, every field of it.
test('what is typed into any field of any form comes back as text, and breaks nothing', async () => {
    const cookie = await session();
    const seen = new Set(), forms = new Map(), queue = ['/arbejde', `/sag/${number}`, '/sager', '/sager/ny', '/udvalg', '/grupper', '/gavekort',
        '/kalender/ny', '/paamindelser', '/arbejde/behandlingssteder', '/arbejde/kontakter', '/min-adgang', '/arbejde/henvendelser',
        `/sag/${number}/dokumenter`, `/sag/${number}/partshoering`, `/sag/${number}/egenbetaling`, `/sag/${number}/plan`];
    while (queue.length > 0 && seen.size < 160) {
        const path = queue.shift();
        const plain = path.split(/[?#]/)[0];
        if (seen.has(plain) || /^\/(en|assets|log-)/.test(plain)) continue;
        seen.add(plain);
        const answer = await page(path, {headers: {Cookie: cookie}});
        assert.ok(answer.status < 500, `${path}: ${answer.status}`);
        if (!/html/.test(answer.headers.get('content-type') ?? '')) continue;
        const html = await answer.text();
        for (const form of formsIn(html)) if (!/log-ud|min-adgang/.test(form.action)) forms.set(`${form.action} ${form.fields.map((f) => f.name)}`, form);
        for (const [, href] of html.matchAll(/href="(\/[^"]*)"/g)) queue.push(unescape(href));
    }
    assert.ok(forms.size > 60, `only ${forms.size} forms were found`);
    let sent = 0;
    for (const {action, method, multipart, fields} of forms.values()) {
        const typed = multipart ? new FormData() : new URLSearchParams();
        for (const {name, value, tag, type} of fields) {
            const isKept = type === 'hidden' || type === 'radio' || type === 'checkbox' || tag === 'button' || type === 'file';
            if (tag === 'button' && name === 'show') continue;
            if (type === 'file') typed.append(name, new Blob([poison]), '../../x.html');
            else typed.append(name, isKept ? value : poison);
        }
        const answer = await (method === 'get'
            ? page(`${action}?${typed}`, {headers: {Cookie: cookie}})
            : page(action, {method: 'POST', body: typed, headers: {Cookie: cookie, Origin: server.address.slice(0, -1)}}));
        const text = await answer.text();
        ++sent;
        assert.ok(answer.status < 500, `${action}: ${answer.status}`);
        assert.doesNotMatch(text, /<script>alert\(14\)|<img src=x/, `${action} gives it back as markup`);
        assert.equal(answer.headers.get('set-cookie'), null, action);
        assert.doesNotMatch(text, /\b49\b.*\b49\b.*onerror|root:x:0/, action);
    }
    assert.ok(sent > 60);
    // And what was kept is shown as text.
    for (const path of [`/sag/${number}`, '/grupper', '/arbejde']) {
        const text = await (await page(path, {headers: {Cookie: cookie}})).text();
        assert.doesNotMatch(text, /<script>alert\(14\)|<img src=x/, path);
    }
});

test('every text of every call of the interface may be poison', async () => {
    const calls = [
        ['cases', {person: {name: poison, cpr: poison, address: poison}, case: {person: {born: poison}, events: [{on: poison, event: poison}]}}],
        [`cases/${number}/events`, {event: {on: daysAgo(1), event: poison}}], [`cases/${number}/notes`, {text: poison, day: poison}],
        [`cases/${number}/facts`, {fact: poison, value: poison}], [`cases/${number}/assignment`, {unit: poison, assigned_to: poison}],
        [`cases/${number}/person`, {person: {name: poison}}], [`cases/${number}/corrections`, {corrects: poison, reason: poison}],
        [`cases/${number}/sheets`, {type: poison, fields: {[poison]: poison}}], [`cases/${number}/hold`, {hold: poison, reason: poison}],
        [`cases/${number}/documents`, {title: poison, content: poison}], [`cases/${number}/opening`, {reason: poison}],
        [`cases/${number}/file_access`, {on: poison}], [`cases/${number}/letters/${encodeURIComponent(poison)}`, {}],
        ['session', {name: poison, password: poison, code: poison}], ['meetings', {on: poison}], ['providers', {name: poison}],
        ['contacts', {name: poison}], ['appointments', {on: poison, kind: poison}], ['groups', {name: poison}],
    ];
    for (const [path, body] of calls) {
        const answer = await client.send(path, body, {version: 1});
        assert.ok(answer.status < 500, `${path}: ${answer.status}`);
        assert.match(answer.type, /json/, path);
    }
    for (const query of ['cases?q=', 'work?unit=', 'work?days=', `cases/${number}?on=`, 'lookups?case=', 'lookups?from=']) {
        const answer = await client.get(query + encodeURIComponent(poison));
        assert.ok(answer.status < 500, query);
    }
});

test('sessions and tokens that nobody gave', async () => {
    const cookie = await session();
    const token = cookie.split('=')[1];
    const changed = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
    for (const forged of ['', 'x', changed, token.toLowerCase(), '0'.repeat(52), `${token}${token}`, 'fjorten_' + token, "' OR 1=1 --"]) {
        if (forged === token) continue;
        const answer = await page('/arbejde', {headers: {Cookie: `fjorten=${encodeURIComponent(forged)}`}});
        assert.equal(answer.status, 303, forged);
        assert.match(answer.headers.get('location'), /^\/log-ind/);
        const call = await fetch(at('/api/v1/work'), {headers: {Authorization: `Bearer ${forged.replace(/[^\x20-\x7e]/g, '')}`}});
        assert.equal(call.status, 401, forged);
    }
    for (const scheme of ['Basic', 'bearer', 'Bearer\t', 'Token'])
        assert.equal((await fetch(at('/api/v1/work'), {headers: {Authorization: `${scheme} ${client.token}`}})).status, 401, scheme);
    // Two cookies of that name: the first counts, as it always does, and nothing is guessed.
    const two = await page('/arbejde', {headers: {Cookie: `fjorten=wrong; ${cookie}`}});
    assert.equal(two.status, 303);
});

// Every call that reads, by every role; written down once more by hand, beside the table of the program.
test('every call of the interface with every role', async () => {
    const staff = ['caseworker', 'intake', 'decider', 'doctor', 'leader'], deciding = ['caseworker', 'intake', 'decider', 'leader'];
    const inside = ['policy_owner', 'auditor', 'administrator', ...staff];
    const readers = {
        '/api/v1/work': staff, '/api/v1/cases': staff, '/api/v1/cases/{id}': staff, '/api/v1/cases/{id}/complaints': staff,
        '/api/v1/cases/{id}/letters/{kind}': staff, '/api/v1/cases/{id}/documents/{version}': staff, '/api/v1/cases/{id}/copy': deciding,
        '/api/v1/cases/{id}/copy/pdf': deciding, '/api/v1/cases/{id}/lookups': [...staff, 'auditor'], '/api/v1/lookups': ['leader', 'auditor'],
        '/api/v1/disposal': ['leader', 'administrator'], '/api/v1/providers': inside, '/api/v1/providers/{id}': inside,
        '/api/v1/contacts': inside, '/api/v1/contacts/{id}': inside, '/api/v1/meetings': staff, '/api/v1/meetings/{id}': staff,
        '/api/v1/appointments': staff, '/api/v1/appointments/{id}': staff, '/api/v1/groups': staff, '/api/v1/colleagues': deciding,
        '/api/v1/figures': ['leader', 'auditor', 'policy_owner'],
    };
    const {paths} = await (await page('/spec')).json();
    const calls = Object.keys(paths).filter((path) => path.startsWith('/api/v1/') && paths[path].get);
    for (const role of ['caseworker', 'intake', 'decider', 'doctor', 'leader', 'provider', 'policy_owner', 'auditor', 'administrator']) {
        const {name, password} = addAccount({data: folder.path, municipality: 'randers'}, role, `walk.${role}`);
        const who = new Client(server.address);
        assert.equal((await who.logIn(name, password)).status, 200);
        for (const path of calls) {
            assert.ok(readers[path], `${path} is not in the list of this test`);
            const real = path.replace('{id}', path.includes('/cases/') ? number : 'none').replace('{kind}', 'decision').replace('{version}', '1');
            const {status} = await fetch(at(real), {headers: {Authorization: `Bearer ${who.token}`}});
            assert.equal(status === 403, !readers[path].includes(role), `${role} at ${path}: ${status}`);
        }
    }
});

test('forms of other sites do nothing', async () => {
    const cookie = await session();
    const before = (await client.get(`cases/${number}`)).body.version;
    const body = () => new URLSearchParams({text: 'written by another site', version: String(before), key: 'a-key-of-mine-1234'});
    const secret = formsIn(await (await page(`/sag/${number}/note`, {headers: {Cookie: cookie}})).text())
        .flatMap((form) => form.fields).find((field) => field.name === 'secret').value;
    const other = formsIn(await (await page('/arbejde', {headers: {Cookie: await session()}})).text())
        .flatMap((form) => form.fields).find((field) => field.name === 'secret').value;
    assert.notEqual(secret, other);
    for (const [why, origin, sentSecret] of [['no secret', undefined, undefined], ['another site', 'https://evil.example', secret],
        ['another port', 'http://127.0.0.1:1', secret], ['a secret of another session', undefined, other], ['nowhere', 'null', secret],
        ['a cut secret', undefined, secret.slice(1)]]) {
        const sent = body();
        if (sentSecret) sent.set('secret', sentSecret);
        const answer = await page(`/sag/${number}/note`, {method: 'POST', body: sent, headers: {Cookie: cookie, ...origin && {Origin: origin}}});
        assert.equal(answer.status, 403, why);
    }
    assert.equal((await client.get(`cases/${number}`)).body.version, before, 'nothing was written');
    for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x'])
        assert.ok([403, 415, 400].includes((await page(`/sag/${number}/note`, {method: 'POST', body: 'text=x', headers: {Cookie: cookie, 'Content-Type': type}})).status), type);
    const framed = await page('/log-ind');
    assert.match(framed.headers.get('content-security-policy'), /frame-ancestors 'none'/);
});

test('after logging in one lands on a page of ours', async () => {
    for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example', '/%2f/evil.example', 'javascript:alert(1)', '/log-ud', ' https://evil.example', '/ukendt']) {
        const answer = await page('/log-ind', {method: 'POST', headers: {Origin: server.address.slice(0, -1)},
                                               body: new URLSearchParams({name: 'behandler', password: accounts.behandler, to})});
        assert.equal(answer.status, 303);
        assert.match(answer.headers.get('location'), /^\/(arbejde|sager)/, to);
    }
});

test('no path leads out of what is served', async () => {
    for (const path of ['/assets/../../../../etc/passwd', '/assets/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fetc%2fpasswd', '/assets/....//etc/passwd',
        '/../etc/passwd', '/sag/..%2f..%2f', `/sag/${number}/dokument/..%2f1`, '/assets/site.css%00.png', '/%c0%ae%c0%ae/etc/passwd', '/assets/C:\\windows']) {
        const text = await new Promise((resolve, reject) => {
            const socket = connect(server.port, '127.0.0.1', () => socket.end(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`));
            let all = '';
            socket.on('data', (bytes) => { all += bytes; }).on('end', () => resolve(all)).on('error', reject);
        });
        assert.match(text, /^HTTP\/1\.1 (303|400|404) /, path);
        assert.doesNotMatch(text, /root:/);
    }
});

test('a request that was done is not done again by somebody else, nor answered to them', async () => {
    const key = 'a-key-seen-by-another';
    const first = await client.send(`cases/${number}/notes`, {text: 'once'}, {key, version: (await client.get(`cases/${number}`)).body.version});
    assert.equal(first.status, 200, JSON.stringify(first.body, null, 1));
    const owner = new Client(server.address);
    assert.equal((await owner.logIn(...Object.entries(accounts)[1])).status, 200);
    assert.equal((await owner.send(`cases/${number}/notes`, {text: 'once'}, {key, version: 1})).status, 403);
    const other = await client.send(`cases/${number}/notes`, {text: 'twice'}, {key, version: first.body.version});
    assert.equal(other.status, 422, 'the key was used for something else');
});

test('files are what they are, whatever they are called', async () => {
    const version = async () => (await client.get(`cases/${number}`)).body.version;
    for (const [content, name] of [['<html><script>alert(1)</script></html>', 'a.pdf'], ['MZ\x90\x00\x03', 'a.png'], ['<svg onload=alert(1)>', 'a.svg'], ['\x7fELF\x02', 'a.txt']]) {
        const answer = await client.send(`cases/${number}/documents`, {title: 'x', file_name: name, content_base64: Buffer.from(content, 'latin1').toString('base64'),
                                                                       media_type: 'application/pdf'}, {version: await version()});
        assert.equal(answer.status, 422, `${name}: ${JSON.stringify(answer.body)}`);
    }
});

test('two thousand connections that only wait keep nobody out', async () => {
    const waiting = [];
    for (let i = 0; i < 2000; ++i) {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('error', () => {});
        // Some say nothing, some begin and never end.
        if (i % 2 === 1) socket.write('GET /om HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
        waiting.push(socket);
        if (i % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const cookie = await session();
    const took = [];
    for (let i = 0; i < 40; ++i) {
        const begun = performance.now();
        const answer = i % 2 ? await page(`/sag/${number}`, {headers: {Cookie: cookie}}) : await fetch(at('/api/v1/work'), {headers: {Authorization: `Bearer ${client.token}`}});
        assert.equal(answer.status, 200);
        await answer.arrayBuffer();
        took.push(performance.now() - begun);
    }
    took.sort((a, b) => a - b);
    assert.ok(took.at(-1) < 5000, `the slowest took ${Math.round(took.at(-1))} ms`);
    console.log(`with 2,000 waiting: median ${Math.round(took[20])} ms, slowest ${Math.round(took.at(-1))} ms`);
    for (const socket of waiting) socket.destroy();
});
