// The account of everything after somebody has been at the files: verify names the place, a head that was kept elsewhere
// knows better than the folder, and another master key changes nothing.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {copyFileSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {binary, root, startServer} from './server.mjs';
import {Client, accountsIn, dataFolder, daysAgo} from './record_client.mjs';

const fjorten = (...words) => spawnSync(binary, ['--language', 'en', ...words], {cwd: root, encoding: 'utf8'});
let folder, accounts, number;
before(async () => {
    folder = dataFolder();
    const server = await startServer('--data', folder.path, '--municipality', 'randers');
    accounts = accountsIn(server.said());
    const client = new Client(server.address);
    assert.equal((await client.logIn('behandler', accounts.behandler)).status, 200);
    number = (await client.openCase('Asta Opdigt', [{on: daysAgo(3), event: 'contact_received'}])).body.case;
    await client.get(`cases/${number}`);
    await client.get('cases?q=Asta');
    await server.stop();
    // The day's first request came before anything was written: the head of the next start has it all.
    rmSync(join(folder.path, 'heads'), {recursive: true, force: true});
    const again = await startServer('--data', folder.path);
    await (await fetch(again.address)).text();
    await again.stop();
});
after(() => folder?.remove());

const headPath = (data) => join(data, 'heads', '0730', readdirSync(join(data, 'heads', '0730'))[0]);
function copied(t) {
    const copy = dataFolder();
    t.after(() => copy.remove());
    cpSync(folder.path, copy.path, {recursive: true});
    return copy.path;
}

test('all holds', () => {
    const verified = fjorten('verify', '--data', folder.path);
    assert.equal(verified.status, 0, verified.stdout + verified.stderr);
    assert.match(verified.stdout, /the access log holds, \d+ lookups/);
    assert.match(verified.stdout, /1 signed head of a day fits/);
});

test('every byte of a head counts', (t) => {
    const data = copied(t), path = headPath(data), right = readFileSync(path);
    for (let i = 0; i < right.length; i += 23) {
        const wrong = Buffer.from(right);
        wrong[i] ^= 1;
        writeFileSync(path, wrong);
        const verified = fjorten('verify', '--data', data);
        assert.equal(verified.status, 1, `byte ${i}: ${verified.stdout}`);
    }
});

test('a past that was made anew is known by a head that was kept elsewhere', async (t) => {
    const data = copied(t), kept = join(data, 'kept.json');
    copyFileSync(headPath(data), kept);
    // Somebody with the machine begins a record of the same municipality from nothing, keys and all.
    for (const name of readdirSync(data)) if (name !== 'kept.json') rmSync(join(data, name), {recursive: true});
    const server = await startServer('--data', data, '--municipality', 'randers');
    const client = new Client(server.address);
    await client.logIn('behandler', accountsIn(server.said()).behandler);
    await client.openCase('Bo Opdigt', [{on: daysAgo(3), event: 'contact_received'}]);
    await server.stop();
    assert.equal(fjorten('verify', '--data', data).status, 0, 'the folder alone holds together');
    const verified = fjorten('verify', '--data', data, '--head', kept);
    assert.equal(verified.status, 1);
    assert.match(verified.stdout, /the chain has not the entry at position/);
    assert.match(verified.stdout, /the access log has not the lookup at position/);
});

test('another master key: everything is still there', async (t) => {
    const data = copied(t), old = readFileSync(join(data, 'keys', 'master.key'), 'utf8');
    const rotated = fjorten('keys', 'rotate', '--data', data);
    assert.equal(rotated.status, 0, rotated.stderr);
    assert.match(rotated.stdout, /\d+ keys? ha(s|ve) been wrapped/);
    assert.notEqual(readFileSync(join(data, 'keys', 'master.key'), 'utf8'), old);
    assert.equal(fjorten('verify', '--data', data).status, 0);
    const server = await startServer('--data', data);
    const client = new Client(server.address);
    assert.equal((await client.logIn('behandler', accounts.behandler)).status, 200);
    assert.equal((await client.get('cases?q=Asta')).body.cases[0].name, 'Asta Opdigt');
    const busy = fjorten('keys', 'rotate', '--data', data);
    assert.equal(busy.status, 2, 'not while a server has the keys');
    await server.stop();
});
