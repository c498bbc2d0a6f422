// Every command says in both languages what it does and what it takes: no text is missing from the catalogue.
import {test} from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';

const binary = process.env.FJORTEN_BINARY ?? 'build/release/fjorten';

function helpOf(language, words) {
    const {status, stdout} = spawnSync(binary, ['--language', language, ...words, '--help'], {encoding: 'utf8'});
    assert.equal(status, 0, words.join(' '));
    return stdout;
}

for (const language of ['da', 'en']) {
    test(`help in ${language}`, () => {
        const waiting = [[]];
        let seen = 0;
        while (waiting.length > 0) {
            const words = waiting.pop();
            const help = helpOf(language, words);
            assert.doesNotMatch(help, /(^|\s)(cli|help)\.[a-z_.]+/m, words.join(' '));
            ++seen;
            const list = help.split(/^(?:SUBCOMMANDS|Subcommands|KOMMANDOER|Kommandoer|COMMANDS|Commands):\s*$/m)[1] ?? '';
            for (const [, name] of list.matchAll(/^ {2}([a-z_]+)\s/gm)) waiting.push([...words, name]);
        }
        assert.ok(seen > 20, `${seen} commands`);
    });
}
