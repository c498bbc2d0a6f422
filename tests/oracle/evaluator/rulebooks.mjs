// Rulebooks and vocabulary as written, and which edition is in force on a day.
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {createRequire} from 'node:module';
import {parseDay} from './days.mjs';
const yaml = createRequire(import.meta.url)('js-yaml');

const readYaml = (path) => yaml.load(readFileSync(path, 'utf8'), {schema: yaml.CORE_SCHEMA});

// A pattern is a name, or {event, where}; wherever a list may stand, one may stand alone.
export function patterns(written) {
    if (written === undefined) return [];
    return (Array.isArray(written) ? written : [written]).map((one) =>
        typeof one === 'string' ? {event: one} : one,
    );
}

function editionsIn(folder) {
    const editions = [];
    for (const name of readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .sort()) {
        const book = readYaml(join(folder, name));
        let rules = book.rules ?? [];
        if (book.amends) {
            const base = editions.find((edition) => edition.name === String(book.amends));
            const replaced = new Map(rules.map((rule) => [rule.id, rule]));
            const kept = base.rules.filter((rule) => !(book.repeals ?? []).includes(rule.id));
            const known = new Set(kept.map((rule) => rule.id));
            rules = [
                ...kept.map((rule) => replaced.get(rule.id) ?? rule),
                ...rules.filter((rule) => !known.has(rule.id)),
            ];
        }
        editions.push({
            id: book.rulebook,
            name: String(book.edition),
            from: parseDay(String(book.edition)),
            until: book.until ? parseDay(String(book.until)) : Infinity,
            municipality: book.municipality,
            rules,
        });
    }
    editions.forEach((edition, i) => {
        if (editions[i + 1]) edition.until = Math.min(edition.until, editions[i + 1].from - 1);
    });
    return editions;
}

export function loadLibrary(folder) {
    const standards = {};
    for (const name of readdirSync(join(folder, 'standards')).sort()) {
        standards[name] = editionsIn(join(folder, 'standards', name));
    }
    return {
        vocabulary: readYaml(join(folder, 'vocabulary.yaml')),
        standards,
        law: editionsIn(join(folder, 'law', 'denmark')),
    };
}

// The edition in force, or undefined; never the nearest one.
export const inForce = (editions, day) =>
    editions.find((edition) => edition.from <= day && day <= edition.until);
