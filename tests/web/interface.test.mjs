// The interface for programs, against its own description.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {startServer} from './server.mjs';

let server, spec, validators;
before(async () => {
    server = await startServer();
    spec = await (await fetch(new URL('/spec', server.address))).json();
    const ajv = new Ajv2020({strict: false, allErrors: true});
    addFormats(ajv);
    ajv.addSchema({$id: 'https://fjorten/spec', components: spec.components});
    validators = Object.fromEntries(Object.keys(spec.components.schemas).map((name) =>
        [name, ajv.getSchema(`https://fjorten/spec#/components/schemas/${name}`)]));
});
after(async () => assert.deepEqual(await server?.stop(), {code: 0, signal: null}));

function conforms(name, value) {
    const validate = validators[name];
    assert.ok(validate(value), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
}

const send = (path, body, type = 'application/json') =>
    fetch(new URL(path, server.address), {method: 'POST', headers: {'Content-Type': type}, body});

const contact = (standard) => ({standard, person: {born: '1990-05-01'},
                                events: [{on: '2026-03-02', event: 'contact_received', channel: 'phone'}]});

test('every standard answers as described', async () => {
    for (const standard of ['mariagerfjord', 'broenderslev', 'thisted', 'rebild', 'randers']) {
        conforms('Case', contact(standard));
        for (const [path, schema] of [['/calculate', 'Evaluation'], ['/trace', 'TracedEvaluation']]) {
            const response = await send(`${path}?on=2026-03-17&language=en`, JSON.stringify(contact(standard)));
            assert.equal(response.status, 200);
            assert.equal(response.headers.get('content-type'), 'application/json');
            assert.equal(response.headers.get('cache-control'), 'no-store');
            const answer = await response.json();
            conforms(schema, answer);
            const guarantee = answer.clocks.find((clock) => clock.id === 'law.treatment_guarantee');
            assert.deepEqual([guarantee.state, guarantee.due, guarantee.days_left], ['breached', '2026-03-16', -1]);
        }
    }
});

test('the description knows a bad case when it sees one', () => {
    assert.equal(validators.Case({standard: 'randers', events: [{on: '2026-03-02', event: 'nonsense'}]}), false);
    assert.equal(validators.Case({standard: 'randers', facts: {pregnant: 'yes'}}), false);
    assert.equal(validators.Problem({status: 400}), false);
});

test('refusals are problem documents with the right status', async () => {
    const long = 'x'.repeat(300 * 1024);
    const tries = [
        ['/calculate', '{', 'application/json', 400], ['/calculate', '{}', 'application/json', 422],
        ['/calculate?on=never', '{}', 'application/json', 400], ['/calculate?on=2021-01-01', JSON.stringify(contact('randers')), 'application/json', 422],
        ['/calculate', '{}', 'text/plain', 415], ['/calculate', `"${long}"`, 'application/json', 413],
        ['/spec', '{}', 'application/json', 405], ['/calculate', JSON.stringify(contact('aarhus')), 'application/json', 422],
    ];
    for (const [path, body, type, status] of tries) {
        const response = await send(path, body, type);
        assert.equal(response.status, status, path);
        assert.equal(response.headers.get('content-type'), 'application/problem+json', path);
        const problem = await response.json();
        conforms('Problem', problem);
        assert.equal(problem.status, status);
    }
    const first = await (await send('/calculate?on=2021-01-01&language=en', JSON.stringify(contact('randers')))).json();
    assert.match(first.detail, /2021-12-13/);
});

test('methods that an address does not take', async () => {
    for (const [path, method, allow] of [['/calculate', 'GET', 'POST'], ['/spec', 'DELETE', 'GET, HEAD, POST'],
                                         ['/', 'PUT', 'GET, HEAD, POST'], ['/om', 'POST', 'GET, HEAD']]) {
        const response = await fetch(new URL(path, server.address), {method});
        assert.equal(response.status, 405, `${method} ${path}`);
        assert.equal(response.headers.get('allow'), allow);
    }
});

test('HEAD is GET without the body', async () => {
    for (const path of ['/', '/spec', '/health', '/nothing']) {
        for (const coding of ['identity', 'gzip']) {
            const [head, get] = await Promise.all(['HEAD', 'GET'].map((method) =>
                fetch(new URL(path, server.address), {method, headers: {'accept-encoding': coding}})));
            assert.equal(head.status, get.status);
            assert.equal(head.headers.get('content-length'), get.headers.get('content-length'));
            const {byteLength} = await get.arrayBuffer();
            if (coding === 'identity') assert.equal(head.headers.get('content-length'), String(byteLength));
            assert.equal((await head.text()), '');
        }
    }
});

test('every response has the security headers', async () => {
    for (const path of ['/', '/spec', '/nothing', '/mine-datoer', '/health']) {
        const response = await fetch(new URL(path, server.address));
        assert.match(response.headers.get('content-security-policy'), /^default-src 'none'/);
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
        assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
        assert.equal(response.headers.get('set-cookie'), null);
    }
});

test('the same question many times at once gives the same answer', async () => {
    const body = JSON.stringify(contact('randers'));
    const answers = await Promise.all(Array.from({length: 200}, async () =>
        (await send('/calculate?on=2026-03-17', body)).text()));
    assert.equal(new Set(answers).size, 1);
});
