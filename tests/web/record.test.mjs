// The record over HTTP: logging in, the commands, two who write at once, answers that were lost, bad input.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {execFileSync, spawnSync} from 'node:child_process';
import net from 'node:net';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {startServer} from './server.mjs';
import {Client, accountsIn, dataFolder, daysAgo, today} from './record_client.mjs';

const binary = process.env.FJORTEN_BINARY ?? 'build/release/fjorten';
const folder = dataFolder();
let server, passwords, randers, leader, rebild;

before(async () => {
    server = await startServer('--data', folder.path, '--demonstration');
    passwords = accountsIn(server.said());
    const logIn = async (name) => {
        const client = new Client(server.address);
        assert.equal((await client.logIn(name, passwords[name])).status, 200, name);
        return client;
    };
    [randers, leader, rebild] = [await logIn('behandler.randers'), await logIn('leder.randers'),
                                 await logIn('behandler.rebild')];
});
after(async () => {
    const end = await server?.stop();
    const verified = spawnSync(binary, ['verify', '--data', folder.path]);
    folder.remove();
    assert.deepEqual(end, {code: 0, signal: null});
    assert.equal(verified.status, 0, String(verified.stdout));
});

const contact = (days) => ({on: daysAgo(days), event: 'contact_received', channel: 'phone'});
const guarantee = (evaluation) => evaluation.clocks.find((clock) => clock.id === 'law.treatment_guarantee');
async function newCase(client = randers, days = 5) {
    const answer = await client.openCase('Prøve Prøvesen', [contact(days)]);
    assert.equal(answer.status, 201);
    return answer.body.case;
}

function isProblem(answer, status, kind) {
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.equal(answer.type, 'application/problem+json');
    assert.equal(answer.body.status, status);
    if (kind) assert.equal(answer.body.type, `urn:fjorten:problem:${kind}`);
    assert.ok(!answer.body.detail.startsWith('api.'), answer.body.detail);
}

test('fifteen accounts were made, three for each municipality', () => {
    assert.equal(Object.keys(passwords).length, 15);
});

test('nobody gets in without a token, with a wrong one, or with a wrong password', async () => {
    for (const token of [null, 'x', 'A'.repeat(52)]) {
        const answer = await new Client(server.address, token).get('work');
        isProblem(answer, 401, 'status_401');
        assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    }
    isProblem(await new Client(server.address).logIn('behandler.randers', 'wrong'), 401);
    isProblem(await new Client(server.address).logIn('nobody', 'wrong'), 401);
    isProblem(await new Client(server.address).send('session', {name: 'a'}), 422);
    isProblem(await new Client(server.address).send('session', 'name'), 400);
});

test('many wrong passwords make a name wait', async () => {
    const statuses = [];
    for (let i = 0; i < 7; ++i) statuses.push((await new Client(server.address).logIn('leder.thisted', 'no')).status);
    assert.equal(statuses[0], 401);
    const last = await new Client(server.address).logIn('leder.thisted', passwords['leder.thisted']);
    isProblem(last, 429, 'status_429');
    assert.ok(Number(last.headers.get('retry-after')) > 0);
});

test('who leaves is out', async () => {
    const client = new Client(server.address);
    await client.logIn('leder.rebild', passwords['leder.rebild']);
    assert.equal((await client.get('work')).status, 200);
    assert.equal((await client.send('session/end', {})).status, 200);
    isProblem(await client.get('work'), 401);
});

test('a case from its opening to its correction', async () => {
    const opened = await randers.openCase('Anne-Marie Ågård', [contact(20)], {person: {cpr: '0105909995'}});
    assert.equal(opened.status, 201);
    assert.equal(opened.headers.get('location'), `/api/v1/cases/${opened.body.case}`);
    assert.equal(opened.headers.get('etag'), '"2"');
    const path = `cases/${opened.body.case}`;
    const seen = await randers.get(path);
    assert.equal(seen.headers.get('etag'), '"2"');
    assert.equal(guarantee(seen.body.evaluation).state, 'breached');
    assert.equal(seen.body.person.cpr, '0105909995');
    assert.equal(seen.body.file.standard, 'randers');

    const started = await randers.send(`${path}/events`,
        {event: {on: daysAgo(1), event: 'treatment_started', service: 'ambulatory'}}, {version: 2});
    assert.equal(started.status, 200);
    assert.equal(started.headers.get('etag'), '"3"');
    const change = started.body.changes.find(({clock}) => clock === 'law.treatment_guarantee');
    assert.deepEqual([change.before.state, change.after.state], ['breached', 'met_late']);

    const corrected = await randers.send(`${path}/corrections`,
        {corrects: 3, event: {on: daysAgo(10), event: 'treatment_started', service: 'ambulatory'}, reason: 'Wrong day'},
        {version: 3});
    assert.equal(corrected.status, 200);
    const struck = await randers.send(`${path}/corrections`, {corrects: 4, reason: 'Somebody else'}, {version: 4});
    assert.equal(struck.status, 200);
    assert.equal((await randers.send(`${path}/facts`, {fact: 'pregnant', value: true}, {version: 5})).status, 200);
    assert.equal((await randers.send(`${path}/notes`, {text: 'En note: æøå'}, {version: 6})).status, 200);
    const colleagues = (await randers.get('colleagues')).body.colleagues;
    assert.equal(colleagues.length, 2);
    assert.equal((await randers.send(`${path}/assignment`, {unit: 'Nord', assigned_to: colleagues[0].account},
                                     {version: 7})).status, 200);
    assert.equal((await randers.send(`${path}/person`, {person: {name: 'Anne-Marie Nyborg', cpr: '0105909995'}},
                                     {version: 8})).status, 200);
    const now = (await randers.get(path)).body;
    assert.equal(now.version, 9);
    assert.equal(now.unit, 'Nord');
    assert.equal(now.file.events.length, 1);
    assert.equal(guarantee(now.evaluation).state, 'breached');
    const byVersion = Object.fromEntries(now.entries.map((entry) => [entry.version, entry]));
    assert.deepEqual([byVersion[3].corrected_by, byVersion[4].is_struck, byVersion[7].note], [4, true, 'En note: æøå']);
    for (const text of ['nyborg', '010590-9995', opened.body.case.toLowerCase()]) {
        const found = (await randers.get(`cases?q=${encodeURIComponent(text)}`)).body.cases;
        assert.ok(found.some((one) => one.case === opened.body.case), text);
    }
    const then = await randers.get(`${path}?on=${daysAgo(7)}`);
    assert.equal(guarantee(then.body.evaluation).state, 'running');
    isProblem(await randers.get(`${path}?as_known=${daysAgo(7)}`), 404);
    isProblem(await randers.get(`${path}?on=tomorrow`), 400, 'bad_query');
});

test('answers are as the description says', async () => {
    const spec = await (await fetch(new URL('/spec', server.address))).json();
    const ajv = new Ajv2020({strict: false, allErrors: true});
    addFormats(ajv);
    ajv.addSchema({$id: 'https://fjorten/spec', components: spec.components});
    const conforms = (name, value) => {
        const validate = ajv.getSchema(`https://fjorten/spec#/components/schemas/${name}`);
        assert.ok(validate(value), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    };
    const opened = await randers.openCase('Prøve Beskrivelse', [contact(2)]);
    conforms('Done', opened.body);
    conforms('RecordedCase', (await randers.get(`cases/${opened.body.case}`)).body);
    conforms('WorkList', (await randers.get('work')).body);
    conforms('FoundCases', (await randers.get('cases?q=beskrivelse')).body);
    conforms('Colleagues', (await randers.get('colleagues')).body);
    conforms('LoggedIn', (await new Client(server.address).logIn('leder.randers', passwords['leder.randers'])).body);
    const blocked = {event: {on: today(), event: 'decision_made', result: 'refused'}};
    conforms('RecordEvent', blocked);
    conforms('Problem', (await randers.send(`cases/${opened.body.case}/events`, blocked, {version: 2})).body);
    conforms('Problem', (await randers.send(`cases/${opened.body.case}/notes`, {text: 'x'}, {version: 1})).body);
    for (const path of ['/api/v1/session', '/api/v1/work', '/api/v1/cases/{id}/events']) assert.ok(spec.paths[path]);
});

test('another municipality sees nothing and can do nothing', async () => {
    const id = await newCase();
    isProblem(await rebild.get(`cases/${id}`), 404);
    isProblem(await rebild.send(`cases/${id}/notes`, {text: 'x'}, {version: 2}), 404);
    assert.deepEqual((await rebild.get(`cases?q=${id}`)).body.cases, []);
    assert.ok((await rebild.get('work')).body.items.every((item) => item.case !== id));
    isProblem(await rebild.send(`cases/${id}/assignment`, {unit: 'x'}, {version: 2}), 404);
});

test('the same request twice writes once, whatever happened between', async () => {
    const key = randomUUID();
    const first = await randers.openCase('Prøve Gentagelse', [contact(3)], {key});
    const id = first.body.case;
    assert.equal((await randers.send(`cases/${id}/notes`, {text: 'imens'}, {version: 2})).status, 200);
    const second = await randers.openCase('Prøve Gentagelse', [contact(3)], {key});
    assert.equal(second.status, 201);
    assert.equal(second.body.is_repeated, true);
    assert.deepEqual({...second.body, is_repeated: false}, first.body);
    assert.equal((await randers.get(`cases/${id}`)).body.version, 3);
    isProblem(await randers.openCase('Prøve Andet', [contact(3)], {key}), 422, 'bad_body');
});

test('an answer that was lost can be asked for again', async () => {
    const id = await newCase();
    const key = randomUUID(), body = JSON.stringify({text: 'svaret gik tabt'});
    // Sends the request and goes away without reading.
    await new Promise((resolve, reject) => {
        const socket = net.connect(server.port, '127.0.0.1', () => {
            socket.write(`POST /api/v1/cases/${id}/notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
                `Authorization: Bearer ${randers.token}\r\nIdempotency-Key: ${key}\r\nIf-Match: "2"\r\n` +
                `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, () => { socket.destroy(); resolve(); });
        });
        socket.once('error', reject);
    });
    const answers = [];
    for (let i = 0; i < 3; ++i) answers.push(await randers.send(`cases/${id}/notes`, body, {key, version: 2}));
    assert.deepEqual(answers.map(({status}) => status), [200, 200, 200]);
    assert.equal(answers[2].body.version, 3);
    assert.equal((await randers.get(`cases/${id}`)).body.version, 3);
});

test('of many who write at once one is first, and the others are told what they have not seen', async () => {
    const id = await newCase();
    const answers = await Promise.all(Array.from({length: 12}, (_, i) =>
        (i % 2 ? randers : leader).send(`cases/${id}/notes`, {text: `nr. ${i}`}, {version: 2})));
    const won = answers.filter(({status}) => status === 200);
    assert.equal(won.length, 1);
    for (const answer of answers.filter(({status}) => status !== 200)) {
        isProblem(answer, 412, 'changed');
        assert.equal(answer.body.version, 3);
        assert.equal(answer.headers.get('etag'), '"3"');
        assert.equal(answer.body.since.length, 1);
        assert.match(answer.body.since[0].note, /^nr\. \d+$/);
        assert.ok(answer.body.since[0].actor_name);
    }
});

test('the same key from many at once writes once', async () => {
    const id = await newCase();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({length: 8}, () =>
        randers.send(`cases/${id}/notes`, {text: 'en gang'}, {key, version: 2})));
    assert.deepEqual([...new Set(answers.map(({status}) => status))], [200]);
    assert.equal(answers.filter(({body}) => !body.is_repeated).length, 1);
    assert.equal((await randers.get(`cases/${id}`)).body.version, 3);
});

test('what the rules forbid is refused with every reason, can be passed by whoever may, and recorded if it has happened',
     async () => {
    const id = await newCase();
    const refusal = {event: {on: today(), event: 'decision_made', result: 'refused'}};
    const blocked = await randers.send(`cases/${id}/events`, refusal, {version: 2, language: 'en'});
    isProblem(blocked, 409, 'blocked');
    assert.equal(blocked.body.action.action, 'refuse');
    assert.ok(blocked.body.action.because[0].text.length > 10);
    const happened = await randers.send(`cases/${id}/events`, {...refusal, timing: 'has_happened'}, {version: 2});
    assert.equal(happened.status, 200);
    assert.ok(happened.body.findings.length > 0);

    const other = await newCase();
    const grant = {event: {on: today(), event: 'decision_made', result: 'granted', service: 'residential'},
                   pass_reason: 'Kan ikke vente'};
    const refused = await randers.send(`cases/${other}/events`, grant, {version: 2});
    isProblem(refused, 409, 'blocked');
    assert.notEqual(refused.body.action.override, null);
    const passed = await leader.send(`cases/${other}/events`, grant, {version: 2});
    assert.equal(passed.status, 200);
    const entries = (await leader.get(`cases/${other}`)).body.entries;
    assert.equal(entries.find(({type}) => type === 'gate_passed').event.reason, 'Kan ikke vente');
});

test('bad input is refused at its place, and nothing is written', async () => {
    const id = await newCase();
    const tries = [
        [{event: {on: today(), event: 'nonsense'}}, 422, 'case_unknown_event', '/event/event'],
        [{event: {on: '2026-02-30', event: 'plan_made'}}, 422, 'case_expected_date', '/event/on'],
        [{event: {on: daysAgo(-3), event: 'plan_made'}, timing: 'has_happened'}, 422, 'record_future_day', '/event/on'],
        [{event: {on: today(), event: 'session_held', minutes: 'long'}}, 422, 'case_expected_integer', '/event/minutes'],
        [{event: {on: today(), event: 'plan_made', re: 'e99'}}, 422, 'record_unknown_re', '/event/re'],
        [{evnt: {}}, 422, 'case_unknown_key', '/evnt'],
        [{event: {on: today(), event: 'plan_made'}, timing: 'soon'}, 422, 'case_expected_choice', '/timing'],
        [{event: {on: today(), event: 'gate_passed', action: 'refuse', rule: 'x', reason: 'y'}}, 422,
         'record_gate_passed_alone', '/event/event'],
    ];
    for (const [body, status, code, pointer] of tries) {
        const answer = await randers.send(`cases/${id}/events`, body, {version: 2, language: 'en'});
        isProblem(answer, status, 'bad_body');
        assert.equal(answer.body.errors[0].code, code);
        assert.equal(answer.body.errors[0].pointer, pointer);
    }
    isProblem(await randers.send(`cases/${id}/notes`, {text: ' '}, {version: 2}), 422);
    isProblem(await randers.send(`cases/${id}/notes`, {text: 'x'.repeat(10_001)}, {version: 2}), 422);
    isProblem(await randers.send(`cases/${id}/facts`, {fact: 'in_treatment', value: true}, {version: 2}), 422);
    isProblem(await randers.send(`cases/${id}/corrections`, {corrects: 1, reason: 'x'}, {version: 2}), 422);
    isProblem(await randers.send(`cases/${id}/corrections`, {corrects: 2}, {version: 2}), 422);
    isProblem(await randers.send(`cases/${id}/assignment`, {assigned_to: 'nobody'}, {version: 2}), 422);
    isProblem(await randers.openCase('', [contact(1)]), 422);
    isProblem(await randers.openCase('Prøve', [contact(1)], {person: {cpr: '1'}}), 422);
    assert.equal((await randers.get(`cases/${id}`)).body.version, 2);
});

test('what is missing from a request is asked for', async () => {
    const id = await newCase();
    isProblem(await randers.send(`cases/${id}/notes`, {text: 'x'}, {key: null, version: 2}), 428, 'no_key');
    isProblem(await randers.send(`cases/${id}/notes`, {text: 'x'}), 428, 'no_version');
    isProblem(await randers.send(`cases/${id}/notes`, {text: 'x'}, {version: '*'}), 400, 'bad_version');
    isProblem(await randers.send(`cases/${id}/notes`, {text: 'x'}, {version: 2, key: 'short'}), 422);
    isProblem(await randers.send(`cases/${id}/notes`, {text: 'x'}, {version: 2, type: 'text/plain'}), 415);
    isProblem(await randers.send(`cases/${id}/notes`, '{', {version: 2}), 400, 'bad_syntax');
    isProblem(await randers.send('cases', {}, {key: null}), 428, 'no_key');
    for (const [method, path, allow] of [['GET', `cases/${id}/notes`, 'POST'], ['POST', 'work', 'GET, HEAD'],
                                         ['GET', 'session', 'POST'], ['POST', `cases/${id}`, 'GET, HEAD']]) {
        const answer = await randers.call(method, path);
        isProblem(answer, 405);
        assert.equal(answer.headers.get('allow'), allow);
    }
    for (const path of ['', 'nothing', `cases/${id}/nothing`, `cases/${id}/notes/1`, 'cases/'])
        isProblem(await randers.get(path), 404);
});

test('the work list is in order and counts what it shows', async () => {
    const work = (await randers.get('work')).body;
    assert.equal(work.on, today());
    assert.equal(work.overdue + work.due_today + work.undecided + work.coming, work.items.length);
    const kind = ({state, days_left: days}) =>
        state === 'unknown' ? 3 : state === 'breached' ? 0 : days === 0 ? 1 : 2;
    for (let i = 1; i < work.items.length; ++i) assert.ok(kind(work.items[i - 1]) <= kind(work.items[i]));
    const mine = (await randers.get(`work?unit=Behandlingen`)).body;
    assert.ok(mine.items.length > 0 && mine.items.length < work.items.length);
    assert.ok(mine.items.every(({unit}) => unit === 'Behandlingen'));
    assert.equal((await randers.get('work?days=0')).body.coming, 0);
    isProblem(await randers.get('work?days=soon'), 400, 'bad_query');
});

test('the log names no case and nothing that was typed', () => {
    const log = server.log();
    assert.match(log, /POST \/api\/v1\/cases\/\*\/notes 200/);
    assert.doesNotMatch(log, /\d\d-[0-9A-Z]{5}|nyborg|010590/i);
});

test('a folder of real people is never called invented', async () => {
    const real = dataFolder();
    const first = await startServer('--data', real.path, '--municipality', 'thisted');
    const made = accountsIn(first.said());
    assert.deepEqual(Object.keys(made), ['behandler', 'regelansvarlig']);
    const client = new Client(first.address);
    assert.equal((await client.logIn('behandler', made.behandler)).body.who.municipality, '0787');
    await first.stop();
    assert.throws(() => execFileSync(binary, ['serve', '--data', real.path, '--port', '0', '--demonstration'],
                                     {stdio: 'pipe'}));
    const second = await startServer('--data', real.path);
    assert.deepEqual(accountsIn(second.said()), {});
    client.address = second.address;
    assert.equal((await client.get('work')).status, 200);
    await second.stop();
    real.remove();
});
