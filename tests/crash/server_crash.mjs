// usage: node server_crash.mjs ROUNDS [SEED]
// In each round the real server is written to by several clients at once until it is killed at a moment drawn by
// chance. Then `fjorten verify` has to find the chain whole; a new server has to show everything that was
// acknowledged; and whatever was sent without an answer is sent again with its key and must be there exactly once.
// The seed is printed; moments of a process cannot be repeated exactly.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {setTimeout as wait} from 'node:timers/promises';
import {startServer} from '../web/server.mjs';
import {Client, accountsIn, dataFolder, daysAgo} from '../web/record_client.mjs';

const binary = process.env.FJORTEN_BINARY ?? 'build/release/fjorten';
const rounds = Number(process.argv[2] ?? 5);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const roundsPerFolder = 25, writers = 6, longestLife = 400;

// mulberry32: the same numbers for the same seed.
let state = seed;
function random(below) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
}

/** What the clients know of one data folder. */
class Folder {
    constructor() {
        this.data = dataFolder();
        this.texts = new Map();  // case -> texts acknowledged or sent again
        this.versions = new Map();  // case -> highest version acknowledged
        this.lost = [];  // requests without an answer
        this.count = 0;
    }

    acknowledge(request, answer) {
        const {case: id, version} = answer.body;
        if (!this.texts.has(id)) this.texts.set(id, new Set());
        if (request.text) this.texts.get(id).add(request.text);
        this.versions.set(id, Math.max(version, this.versions.get(id) ?? 0));
        ++acknowledged;
    }
}

let acknowledged = 0, repeated = 0, kills = 0;

function nextRequest(folder) {
    const number = ++folder.count;
    const key = `crash-${seed}-${kills}-${number}`;
    const ids = [...folder.versions.keys()];
    if (ids.length === 0 || random(4) === 0) {
        const events = [{on: daysAgo(random(20)), event: 'contact_received'}];
        return {path: 'cases', key, body: {person: {name: `Prøve Nummer${kills}x${number}`}, case: {events}}};
    }
    const id = ids[random(ids.length)], version = folder.versions.get(id), text = `note ${kills}.${number}`;
    if (random(3) === 0) {
        const event = {on: daysAgo(random(10)), event: 'first_meeting_agreed', for: text};
        return {path: `cases/${id}/events`, key, version, text, body: {event}};
    }
    return {path: `cases/${id}/notes`, key, version, text, body: {text}};
}

async function writeUntilKilled(client, folder, running) {
    while (running.on) {
        const request = nextRequest(folder);
        try {
            const answer = await client.send(request.path, request.body, request);
            if (answer.status === 412) folder.versions.set(request.path.split('/')[1], answer.body.version);
            else if (answer.status < 300) folder.acknowledge(request, answer);
            else throw new assert.AssertionError({message: `${answer.status} ${JSON.stringify(answer.body)}`});
        } catch (failure) {
            if (failure instanceof assert.AssertionError) throw failure;
            folder.lost.push(request);  // nobody knows whether it was written
            return;
        }
    }
}

async function sendAgain(client, folder) {
    for (const request of folder.lost.splice(0)) {
        const answer = await client.send(request.path, request.body, request);
        if (answer.status === 412) continue;  // it was not written, and somebody else has been faster
        assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`);
        if (answer.body.is_repeated) ++repeated;
        folder.acknowledge(request, answer);
    }
}

async function inspect(client, folder) {
    for (const [id, texts] of folder.texts) {
        const {status, body} = await client.get(`cases/${id}`);
        assert.equal(status, 200, id);
        assert.ok(body.version >= folder.versions.get(id), `${id} is at ${body.version}`);
        const written = body.entries.map((entry) => entry.note ?? entry.event?.for).filter(Boolean);
        assert.equal(new Set(written).size, written.length, `${id}: something is there twice`);
        for (const text of texts) assert.ok(written.includes(text), `${id}: "${text}" was acknowledged and is lost`);
        assert.deepEqual(body.entries.map(({version}) => version).sort((a, b) => a - b),
                         Array.from({length: body.version}, (_, i) => i + 1), id);
        folder.versions.set(id, body.version);
    }
    const work = (await client.get('work')).body;
    assert.equal(work.cases, folder.texts.size, 'the lists do not show every case');
}

function verify(folder) {
    const verified = spawnSync(binary, ['verify', '--data', folder.data.path]);
    assert.equal(verified.status, 0, `${verified.stdout}${verified.stderr}`);
}

console.log(`${rounds} kills of the server, seed ${seed}`);
let folder, client;
for (let round = 1; round <= rounds; ++round) {
    if (round % roundsPerFolder === 1) {
        folder?.data.remove();
        folder = new Folder();
        client = null;
    }
    const server = await startServer('--data', folder.data.path);
    if (client === null) {
        client = new Client(server.address);
        assert.equal((await client.logIn('behandler', accountsIn(server.said()).behandler)).status, 200);
    }
    client.address = server.address;
    const running = {on: true};
    const writing = Promise.all(Array.from({length: writers}, () => writeUntilKilled(client, folder, running)));
    await Promise.race([wait(5 + random(longestLife)), writing]);
    process.kill(server.pid, 'SIGKILL');
    running.on = false;
    ++kills;
    await writing;
    await server.exited;
    verify(folder);
    const again = await startServer('--data', folder.data.path);
    client.address = again.address;
    await sendAgain(client, folder);
    await inspect(client, folder);
    assert.deepEqual(await again.stop(), {code: 0, signal: null});
    verify(folder);
    if (round % 50 === 0) console.log(`${round} kills, ${acknowledged} acknowledged requests`);
}
folder?.data.remove();
console.log(`${rounds} kills: ${acknowledged} acknowledged requests are all there, once; ` +
            `${repeated} had been written although their answer was lost`);
assert.ok(acknowledged >= rounds, 'too little was written to prove anything');
