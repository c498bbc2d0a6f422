// `fjorten import` as whoever runs the server meets it: the example of docs/formats/import.md, first tried, then written,
// then run again; then what is wrong in a file.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {fileURLToPath} from 'node:url';
import {startServer} from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = process.env.FJORTEN_BINARY ?? `${root}build/release/fjorten`;
const documentation = readFileSync(`${root}docs/formats/import.md`, 'utf8');
const tables = [...documentation.matchAll(/```csv\n(.*?)```/gs)].map((found) => found[1]);

let folder, data;
before(async () => {
    folder = mkdtempSync(`${tmpdir()}/fjorten_import_`);
    data = `${folder}/data`;
    // Makes the record.
    const server = await startServer('--data', data, '--municipality', 'randers');
    await server.stop();
    writeFileSync(`${folder}/cases.csv`, tables[0]);
    writeFileSync(`${folder}/providers.csv`, tables[1]);
});
after(() => rmSync(folder, {recursive: true}));

const fjorten = (...words) => spawnSync(binary, ['--language', 'en', ...words], {cwd: root, encoding: 'utf8'});
const bring = (...words) => fjorten('import', '--data', data, '--municipality', 'randers', ...words);
const bothFiles = () => [`${folder}/cases.csv`, `${folder}/providers.csv`];

test('the example is tried without a trace, and says what the documentation says of it', () => {
    for (let i = 0; i < 2; ++i) {
        const tried = bring(...bothFiles());
        assert.equal(tried.status, 0, tried.stderr);
        assert.match(tried.stdout, /G-2.*2026-03-20.*2026-03-19.*5 March 2026/);
        assert.match(tried.stdout, /\b3\b.*\b3\b.*\b0\b.*\b0\b.*\b1\b/, 'three rows, three would be written, one difference');
    }
});

test('written once, however often it runs; the chain holds', () => {
    const written = bring('--write', ...bothFiles());
    assert.equal(written.status, 0, written.stderr);
    const again = bring('--write', ...bothFiles());
    assert.equal(again.status, 0, again.stderr);
    assert.match(again.stdout, /\b3\b.*\b0\b.*\b3\b.*\b0\b/, 'three rows, none written, three known');
    assert.equal(fjorten('verify', '--data', data).status, 0);
    // The code of the municipality does as well as the name of its standard.
    const byCode = fjorten('import', '--data', data, '--municipality', '0730', `${folder}/cases.csv`);
    assert.equal(byCode.status, 0, byCode.stderr);
});

test('a row that cannot be taken over is shown with its place, and the others are taken', () => {
    writeFileSync(`${folder}/more.csv`, 'case_number;name;contact_received\nG-3;Cleo Opdigtet;31-2-2026\nG-4;Dan Opdigtet;3-3-2026\n');
    const written = bring('--write', `${folder}/more.csv`);
    assert.equal(written.status, 1);
    assert.match(written.stdout, /more\.csv:2:19/);
    assert.match(written.stdout, /Cleo Opdigtet;31-2-2026\n.*\^/, 'the line with a caret');
    assert.match(written.stdout, /\b2\b.*\b1\b.*\b0\b.*\b1\b/);
});

test('what cannot be read at all ends with 2, and says what to do', () => {
    const refusals = [
        [['import', '--data', `${folder}/nowhere`, '--municipality', 'randers', `${folder}/cases.csv`], /nowhere/],
        [['import', '--data', data, '--municipality', 'atlantis', `${folder}/cases.csv`], /atlantis/],
        [['import', '--data', data, '--municipality', 'randers', `${folder}/absent.csv`], /absent\.csv/],
    ];
    for (const [words, told] of refusals) {
        const refused = fjorten(...words);
        assert.equal(refused.status, 2, words.join(' '));
        assert.match(refused.stderr, told);
    }
});
