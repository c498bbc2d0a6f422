// Draws expressions of FEEL, lets npm feelin evaluate them, writes both down as a test kit in the manner of DMN's own
// and has the program judge it with `fjorten feel tck`.
//   FJORTEN_BINARY=... node run.mjs [COUNT] [SEED]
import {execFileSync} from 'node:child_process';
import {mkdtempSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {evaluate} from 'feelin';
import {randomOf} from '../evaluator/cases.mjs';
import {drawExpression} from './expressions.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const binary = process.env.FJORTEN_BINARY ?? `${root}build/release/fjorten`;
const [count = '2000', seed = '1'] = process.argv.slice(2);

const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const typed = (type, text) => `<value xsi:type="xsd:${type}">${escaped(text)}</value>`;

function asXml(value) {
    if (value === null || value === undefined) return '<value xsi:nil="true"/>';
    if (Array.isArray(value))
        return `<list>${value.map((item) => `<item>${asXml(item)}</item>`).join('')}</list>`;
    if (typeof value === 'boolean') return typed('boolean', value);
    if (typeof value === 'number') return typed('decimal', value);
    if (typeof value === 'string') return typed('string', value);
    const text = value.toString();
    return /^-?P/.test(text) ? typed('duration', text) : typed('date', text);
}

const questions = [];
let given_up = 0; // feelin throws on some mixtures of kinds
for (let i = Number(seed); i < Number(seed) + Number(count); ++i) {
    const text = drawExpression(randomOf(i));
    try {
        questions.push({name: `seed ${i}`, text, value: evaluate(text, {}).value});
    } catch {
        ++given_up;
    }
}

const folder = mkdtempSync(join(tmpdir(), 'fjorten-feelin-'));
mkdirSync(join(folder, 'drawn'));
writeFileSync(
    join(folder, 'drawn/drawn.dmn'),
    `<?xml version="1.0" encoding="UTF-8"?>
<definitions name="drawn" id="drawn" xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
${questions
    .map(
        ({name, text}, i) =>
            `<decision name="${name}" id="d${i}"><variable name="${name}"/>` +
            `<literalExpression><text>${escaped(text)}</text></literalExpression></decision>`,
    )
    .join('\n')}
</definitions>
`,
);
writeFileSync(
    join(folder, 'drawn/drawn-test-01.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>drawn.dmn</modelName>
${questions.map(({name, value}) => `<testCase id="${name}"><resultNode name="${name}" type="decision"><expected>${asXml(value)}</expected></resultNode></testCase>`).join('\n')}
</testCases>
`,
);
let said = '';
try {
    said = execFileSync(binary, ['feel', 'tck', folder], {encoding: 'utf8', maxBuffer: 1 << 28});
} catch (error) {
    said = String(error.stdout ?? error);
}
if (process.env.FJORTEN_KEEP) console.log(folder);
else rmSync(folder, {recursive: true});
const texts = new Map(questions.map(({name, text}) => [name, text]));
for (const line of said.split('\n').filter((one) => /: (wrong|refused): /.test(one))) {
    console.log(line.replace(/^.*\/(seed \d+): /, (all, name) => `${name}: ${texts.get(name)}   `));
}
const [, passed, wrong, refused] = said.match(/(\d+) passed, (\d+) wrong, (\d+) refused/) ?? [];
console.log(
    `${passed} expressions as npm feelin has them, ${wrong} not, ${refused} refused; feelin gave up on ${given_up}`,
);
process.exitCode = Number(passed) === questions.length && questions.length > 0 ? 0 : 1;
