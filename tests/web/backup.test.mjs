// `fjorten backup` beside a working server, and `fjorten restore`: what was acknowledged before the copy is in it, a copy
// without its master key reads nothing, and a copy that was touched builds nothing.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {fileURLToPath} from 'node:url';
import {Client, accountsIn, daysAgo} from './record_client.mjs';
import {startServer} from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = process.env.FJORTEN_BINARY ?? `${root}build/release/fjorten`;
const fjorten = (...words) => spawnSync(binary, ['--language', 'en', ...words], {cwd: root, encoding: 'utf8'});

let folder, data, copy, key, server, client, account;
before(async () => {
    folder = mkdtempSync(`${tmpdir()}/fjorten_backup_`);
    [data, copy, key] = [`${folder}/data`, `${folder}/copy`, `${folder}/master.key`];
    server = await startServer('--data', data, '--municipality', 'randers');
    [account] = Object.entries(accountsIn(server.said()));
    client = new Client(server.address);
    await client.logIn(...account);
    cpSync(`${data}/keys/master.key`, key, {preserveTimestamps: true});
});
after(async () => {
    await server.stop();
    rmSync(folder, {recursive: true});
});

const open = async (name) => {
    const opened = await client.openCase(name, [{on: daysAgo(3), event: 'contact_received'}]);
    assert.equal(opened.status, 201, JSON.stringify(opened.body));
    return opened.body.case;
};

test('a copy is made while others write, and the whole of it comes back', async () => {
    const before = await open('Anna Opdigtet');
    // Writing goes on all the while.
    let isOver = false;
    const writing = (async () => {
        for (let i = 0; !isOver; ++i) await open(`Bo Opdigtet ${i}`);
    })();
    const made = await new Promise((resolve) => setTimeout(() => resolve(fjorten('backup', '--data', data, '--to', copy)), 50));
    isOver = true;
    await writing;
    assert.equal(made.status, 0, made.stderr);
    assert.match(made.stdout, /The master key is not in it/);
    assert.ok(!existsSync(`${copy}/keys/master.key`));
    assert.deepEqual(readdirSync(folder).filter((name) => name.includes('partial')), []);
    for (const name of ['record.db', 'accounts.db', 'keys/keys.db', 'backup.json'])
        assert.equal(statSync(`${copy}/${name}`).mode & 0o077, 0, `${name} is for its owner only`);
    const later = await open('Cleo Opdigtet');

    const restored = `${folder}/restored`;
    const refused = fjorten('restore', '--from', copy, '--data', restored);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /--master-key/);
    const done = fjorten('restore', '--from', copy, '--data', restored, '--master-key', key);
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /the chain holds/);
    assert.equal(fjorten('verify', '--data', restored).status, 0);
    const second = await startServer('--data', restored);
    try {
        const there = new Client(second.address);
        await there.logIn(...account);
        const seen = await there.get(`cases/${before}`);
        assert.equal(seen.body.person.name, 'Anna Opdigtet');
        assert.equal((await there.get(`cases/${later}`)).status, 404, 'written after the copy');
        assert.equal((await there.openCase('Dan Opdigtet', [{on: daysAgo(1), event: 'contact_received'}])).status, 201);
    } finally {
        await second.stop();
    }
});

test('nobody can be read from a copy', () => {
    for (const name of readdirSync(copy, {recursive: true})) {
        if (!statSync(`${copy}/${name}`).isFile()) continue;
        assert.ok(!readFileSync(`${copy}/${name}`).includes('Opdigtet'), name);
    }
});

test('a copy that was touched builds nothing, and says where', () => {
    const restore = (from, withKey = key) => fjorten('restore', '--from', from, '--data', `${folder}/never`, '--master-key', withKey);
    const touched = `${folder}/touched`;
    const fresh = () => { rmSync(touched, {recursive: true, force: true}); cpSync(copy, touched, {recursive: true}); };
    for (const name of ['record.db', 'accounts.db', 'keys/keys.db']) {
        fresh();
        const bytes = readFileSync(`${touched}/${name}`);
        bytes[bytes.length >> 1] ^= 1;
        writeFileSync(`${touched}/${name}`, bytes);
        const refused = restore(touched);
        assert.equal(refused.status, 1, name);
        assert.ok(refused.stderr.includes(name), refused.stderr);
    }
    fresh();
    rmSync(`${touched}/accounts.db`);
    assert.match(restore(touched).stderr, /accounts\.db/);
    fresh();
    writeFileSync(`${touched}/extra.txt`, 'x');
    assert.match(restore(touched).stderr, /extra\.txt does not belong/);
    fresh();
    const manifest = JSON.parse(readFileSync(`${touched}/backup.json`, 'utf8'));
    manifest.chains[0].position += 1;
    writeFileSync(`${touched}/backup.json`, JSON.stringify(manifest));
    assert.match(restore(touched).stderr, /the chain of the record does not hold, or ends elsewhere/);
    manifest.files.push({path: '../../evil', bytes: 1, sha256: ''});
    writeFileSync(`${touched}/backup.json`, JSON.stringify(manifest));
    assert.equal(restore(touched).status, 2, 'a path that climbs out');
    appendFileSync(`${touched}/backup.json`, '}');
    assert.equal(restore(touched).status, 2);
    writeFileSync(`${folder}/other.key`, `fjorten-master-key-1\n${'0'.repeat(64)}\n`, {mode: 0o600});
    assert.match(restore(copy, `${folder}/other.key`).stderr, /master key does not fit/);
    assert.ok(!existsSync(`${folder}/never`) && !existsSync(`${folder}/never.partial`));
});

test('nothing is written over', () => {
    const again = fjorten('backup', '--data', data, '--to', copy);
    assert.equal(again.status, 2);
    assert.match(again.stderr, /is there already/);
    assert.match(fjorten('restore', '--from', copy, '--data', data, '--master-key', key).stderr, /is there already/);
    assert.match(fjorten('backup', '--data', `${folder}/nowhere`, '--to', `${folder}/c`).stderr, /nowhere/);
});

test('with the master key in it, a copy stands by itself', () => {
    const whole = `${folder}/whole`;
    const made = fjorten('backup', '--data', data, '--to', whole, '--with-master-key');
    assert.match(made.stdout, /lock it away/);
    assert.equal(fjorten('restore', '--from', whole, '--data', `${folder}/again`).status, 0);
});
