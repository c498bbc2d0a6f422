// Answers random cases twice, by the program and by the slow evaluator beside this file, and shows every difference
// with the smallest case that still has it.
//   FJORTEN_BINARY=... node run.mjs [COUNT] [SEED]    COUNT cases (2000), the first drawn from SEED (1), and so on
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {startServer} from '../../web/server.mjs';
import {drawCase, randomOf} from './cases.mjs';
import {differences} from './differences.mjs';
import {evaluate} from './evaluate.mjs';
import {loadLibrary} from './rulebooks.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const [count = '2000', seed = '1'] = process.argv.slice(2);
const at_once = 4;
const shown_at_most = 20;

async function theirAnswer(address, drawn) {
    const known = drawn.as_known ? `&as_known=${drawn.as_known}` : '';
    const reply = await fetch(new URL(`/calculate?on=${drawn.on}${known}`, address), {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(drawn.case),
    });
    const answer = await reply.json();
    if (reply.ok) return answer;
    if (answer.type === 'urn:fjorten:problem:no_rules') return {exit: 2};
    throw new Error(`the program refuses a case: ${JSON.stringify(answer)}`);
}

const library = loadLibrary(join(root, 'rulebooks'));

async function compare(address, drawn) {
    return differences(
        evaluate(library, drawn.case, drawn.on, drawn.as_known ?? null),
        await theirAnswer(address, drawn),
    );
}

function* smaller(drawn) {
    const {case: whole} = drawn;
    for (let i = 0; i < whole.events.length; ++i)
        yield {...drawn, case: {...whole, events: whole.events.toSpliced(i, 1)}};
    for (const part of ['facts', 'person']) {
        for (const key of Object.keys(whole[part])) {
            const {[key]: dropped, ...rest} = whole[part];
            yield {...drawn, case: {...whole, [part]: rest}};
        }
    }
    for (let i = 0; i < whole.events.length; ++i) {
        for (const key of Object.keys(whole.events[i]).filter((one) => !['on', 'event'].includes(one))) {
            const {[key]: dropped, ...rest} = whole.events[i];
            yield {...drawn, case: {...whole, events: whole.events.with(i, rest)}};
        }
    }
    if (whole.anonymous) yield {...drawn, case: {...whole, anonymous: false}};
}

// The place and what differs there, without the days: enough to know a difference again.
const kindOf = (line) => line.replace(/\d{4}-\d\d-\d\d/g, 'DAY').replace(/-?\d+$/, 'N');

async function shrink(address, drawn, kind) {
    for (const candidate of smaller(drawn)) {
        let lines = [];
        try {
            lines = await compare(address, candidate);
        } catch {
            /* no case any more */
        }
        if (lines.some((line) => kindOf(line) === kind)) return shrink(address, candidate, kind);
    }
    return drawn;
}

const server = await startServer();
const {address} = server;
const found = new Map();
let compared = 0;
let differing = 0;
let next = Number(seed);
const last = next + Number(count);

async function work() {
    while (next < last) {
        const mine = next++;
        const drawn = drawCase(randomOf(mine));
        const lines = await compare(address, drawn);
        ++compared;
        if (lines.length > 0) ++differing;
        for (const line of lines) {
            if (!found.has(kindOf(line))) found.set(kindOf(line), {seed: mine, drawn, line, times: 0});
            ++found.get(kindOf(line)).times;
        }
    }
}

try {
    await Promise.all(Array.from({length: at_once}, work));
    for (const [kind, {seed: from, drawn, line, times}] of [...found].slice(0, shown_at_most)) {
        const small = await shrink(address, drawn, kind);
        console.log(`\nseed ${from} (${times} times): ${line}   (the slow evaluator / the program)`);
        const {events, ...rest} = small.case;
        console.log(
            `  on ${small.on}${small.as_known ? ` as known ${small.as_known}` : ''}  ${JSON.stringify(rest)}`,
        );
        for (const event of events) console.log(`    ${JSON.stringify(event)}`);
        console.log(`  ${(await compare(address, small)).join('\n  ')}`);
    }
} finally {
    await server.stop();
}
console.log(`${compared} cases compared, ${differing} differ (${found.size} kinds of difference)`);
process.exitCode = found.size > 0 || compared !== Number(count) ? 1 : 0;
