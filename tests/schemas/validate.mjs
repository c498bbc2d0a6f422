// The published JSON Schemas accept the vocabulary, the rulebooks and the scenarios of this repository, and refuse
// the files in tests/data/rulebooks/bad that are wrong in shape.
// usage: node tests/schemas/validate.mjs [ROOT]
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {createRequire} from 'node:module';

const root = process.argv[2] ?? process.cwd();
const require = createRequire(join(root, 'package.json'));
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;
const yaml = require('js-yaml');

const ajv = new Ajv({allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false});
addFormats(ajv);
// The core schema: dates are text.
const read = (file) => yaml.load(readFileSync(file, 'utf8'), {schema: yaml.CORE_SCHEMA, filename: file});
const schema = (name) => ajv.compile(JSON.parse(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8')));
const files = (folder) =>
    readdirSync(join(root, folder), {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile() && /\.(yaml|json)$/.test(entry.name))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

let failures = 0;
const say = (file, text) => {
    failures += 1;
    console.log(`${file}: ${text}`);
};

function accepts(validate, file) {
    if (validate(read(file))) return;
    for (const error of validate.errors.slice(0, 5)) say(file, `${error.instancePath} ${error.message}`);
}
function refuses(validate, name, value) {
    if (validate(value)) say(name, 'accepted, although it is wrong');
}

const vocabulary = schema('vocabulary');
const rulebook = schema('rulebook');
const scenario = schema('case');
const checked = [join(root, 'rulebooks/vocabulary.yaml'), ...files('rulebooks/law'), ...files('rulebooks/standards'),
    ...files('docs/example/rulebooks')];
accepts(vocabulary, checked[0]);
accepts(vocabulary, join(root, 'tests/data/rulebooks/good/vocabulary.yaml'));
for (const file of checked.slice(1)) accepts(rulebook, file);
for (const file of [...files('scenarios'), ...files('docs/example/scenarios')]) {
    // What is expected to be refused (exit 2) need not have the right shape.
    const steps = [read(file).expect ?? []].flat();
    if (!steps.some((step) => step.exit === 2)) accepts(scenario, file);
    checked.push(file);
}
for (const name of ['head', 'rule', 'clock', 'decision', 'promise']) {
    refuses(rulebook, name, read(join(root, `tests/data/rulebooks/bad/${name}.yaml`)));
}
refuses(vocabulary, 'vocabulary', read(join(root, 'tests/data/rulebooks/bad/vocabulary_words.yaml')));
const on = '2026-03-02';
const wrong_cases = {
    'no standard': {events: []},
    'unknown key': {standard: 'randers', event: []},
    'unknown event': {standard: 'randers', events: [{on, event: 'contact_recieved'}]},
    'unknown field': {standard: 'randers', events: [{on, event: 'plan_made', service: 'day'}]},
    'wrong choice': {standard: 'randers', events: [{on, event: 'treatment_started', service: 'night'}]},
    'wrong type': {standard: 'randers', events: [{on, event: 'session_held', attended: 'yes'}]},
    'no day': {standard: 'randers', events: [{event: 'plan_made'}]},
    'no such day': {standard: 'randers', events: [{on: '2026-02-30', event: 'plan_made'}]},
    'unknown fact': {standard: 'randers', facts: {programme: 'MOVE'}},
    'wrong fact': {standard: 'randers', facts: {pregnant: {value: 'no', from: on}}},
    'code as number': {standard: 'randers', person: {residence: 730}},
};
for (const [name, value] of Object.entries(wrong_cases)) refuses(scenario, name, value);
console.log(`${checked.length} files checked, ${failures} failures`);
process.exit(failures === 0 && checked.length > 10 ? 0 : 1);
