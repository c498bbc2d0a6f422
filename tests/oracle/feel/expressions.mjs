// Draws expressions of FEEL by type, with null among the values. Only what both sides take, and only where feelin 8.2
// does as the TCK says. Left out: times, contexts, regular expressions; `years and months duration` (feelin keeps days),
// a duration times a number (null there), positions outside a list or text, ranges that run backwards, `median`, and null under
// `every` and in a filter with `!=`.
const days = [
    '2024-01-31',
    '2024-02-29',
    '2023-02-28',
    '2024-12-31',
    '2026-03-02',
    '1999-12-31',
    '2000-02-29',
];
const texts = ['', 'a', 'granted', 'æøå', 'a b', 'Aa', 'abcabc'];

const leaves = {
    boolean: (r) => r.pick(['true', 'false', 'true', 'false', 'null']),
    number: (r) =>
        r.chance(0.06)
            ? 'null'
            : r.pick(['0', '1', '2', '3', '7', '12', '-1', '0.5', '2.25', '-3.75', '100']),
    text: (r) => (r.chance(0.06) ? 'null' : JSON.stringify(r.pick(texts))),
    date: (r) => (r.chance(0.06) ? 'null' : `date("${r.pick(days)}")`),
    days: (r) => `duration("${r.pick(['P1D', 'P14D', '-P3D', 'P0D', 'P28D'])}")`,
    months: (r) => `duration("${r.pick(['P1M', 'P6M', 'P1Y', '-P2M', 'P0M', 'P1Y6M', 'P18Y'])}")`,
    numbers: (r) => r.pick(['[]', '[1]', '[1, 2, 3]', '[3, 1, 2, 2]', '[0.5, -1]', '[1, 2, 3, 4, 5]']),
};

const sign = (r) => r.pick(['=', '!=', '<', '<=', '>', '>=']);
const ordered = ['number', 'text', 'date', 'days', 'months'];

const made = {
    boolean: [
        (e, r) => `(${e('boolean')} and ${e('boolean')})`,
        (e, r) => `(${e('boolean')} or ${e('boolean')})`,
        (e) => `not(${e('boolean')})`,
        (e, r) => {
            const type = r.pick(ordered);
            return `(${e(type)} ${sign(r)} ${e(type)})`;
        },
        (e, r) => `(${e('boolean')} ${r.pick(['=', '!='])} ${e('boolean')})`,
        (e, r) => `(${e(r.pick(['number', 'text', 'date']))} ${r.pick(['=', '!='])} null)`,
        (e, r) => `(${e('number')} between ${r.pick(['-1', '0', '2'])} and ${r.pick(['2', '7.5'])})`,
        (e, r) => `(${e('date')} between date("${r.pick(days)}") and date("2027-01-01"))`,
        (e, r) =>
            `(${e('number')} in ${r.pick(['[', '(', ']'])}${r.pick(['-2', '0', '1.5'])}..${r.pick(['2', '7'])}${r.pick([']', ')', '['])})`,
        (e, r) =>
            `(${e('number')} in (${leaves.number(r)}, ${r.pick(['<', '<=', '>', '>='])} ${leaves.number(r).replace('null', '2')}))`,
        (e) => `(${e('text')} in [${e('text')}, ${e('text')}])`,
        (e, r) =>
            `(${r.pick(['some', 'every'])} x in ${leaves.numbers(r)} satisfies x ${sign(r)} ${r.pick(['1', '2', '0.5'])})`,
        (e) => `list contains(${e('numbers')}, ${e('number')})`,
        (e) => `contains(${e('text')}, ${e('text')})`,
        (e) => `starts with(${e('text')}, ${e('text')})`,
        (e) => `ends with(${e('text')}, ${e('text')})`,
        (e, r) => `${r.pick(['all', 'any'])}([${e('boolean')}, ${e('boolean')}])`,
        (e, r) => `((${e(r.pick(ordered))}) instance of ${r.pick(['number', 'string', 'boolean', 'date'])})`,
        (e) => `(if ${e('boolean')} then ${e('boolean')} else ${e('boolean')})`,
    ],
    number: [
        (e, r) => `(${e('number')} ${r.pick(['+', '-', '*', '+', '-'])} ${e('number')})`,
        (e) => `(${e('number')} / ${e('number')})`,
        (e) => `-(${e('number')})`,
        (e, r) => `(${e('number')} ** ${r.pick(['2', '0', '1', '3'])})`,
        (e) => `(if ${e('boolean')} then ${e('number')} else ${e('number')})`,
        (e, r) => `${r.pick(['count', 'sum', 'min', 'max', 'mean', 'product'])}(${e('numbers')})`,
        (e, r) => `${r.pick(['floor', 'ceiling', 'abs'])}(${e('number')})`,
        (e, r) => `modulo(${e('number')}, ${r.pick(['2', '3', '-4', '5'])})`,
        (e) => `string length(${e('text')})`,
        (e, r) => `${e('date')}.${r.pick(['year', 'month', 'day', 'weekday'])}`,
        (e, r) => `${e('days')}.${r.pick(['days', 'hours'])}`,
        (e, r) => `${e('months')}.${r.pick(['years', 'months'])}`,
        (e, r) => `${e('numbers')}[${r.pick(['1', '2', '-1', '9'])}]`,
    ],
    text: [
        (e) => `(${e('text')} + ${e('text')})`,
        (e) => `upper case(${e('text')})`,
        (e) => `lower case(${e('text')})`,
        (e, r) => `substring("granted", ${r.pick(['1', '2', '-1', '3, 2', '-2, 1'])})`,
        (e, r) => `substring ${r.pick(['before', 'after'])}(${e('text')}, ${e('text')})`,
        (e) => `(if ${e('boolean')} then ${e('text')} else ${e('text')})`,
        (e) => `string(${leaves.date({pick: (l) => l[1], chance: () => false})})`,
    ],
    date: [
        (e) => `(${e('date')} + ${e('days')})`,
        (e) => `(${e('date')} + ${e('months')})`,
        (e) => `(${e('date')} - ${e('days')})`,
        (e) => `(${e('date')} - ${e('months')})`,
        (e) => `(if ${e('boolean')} then ${e('date')} else ${e('date')})`,
        (e, r) => `date(${r.pick(['2024, 2, 29', '2023, 2, 29', '2026, 12, 31', '2026, 13, 1'])})`,
    ],
    days: [
        (e) => `(${e('date')} - ${e('date')})`,
        (e) => `(${e('days')} + ${e('days')})`,
        (e) => `(${e('days')} - ${e('days')})`,
    ],
    months: [(e) => `(${e('months')} + ${e('months')})`, (e) => `(${e('months')} - ${e('months')})`],
    numbers: [
        (e, r) => `${e('numbers')}[item ${r.pick(['=', '<', '<=', '>', '>='])} ${e('number')}]`,
        (e) => `append(${e('numbers')}, ${e('number')})`,
        (e) => `concatenate(${e('numbers')}, ${e('numbers')})`,
        (e) => `distinct values(${e('numbers')})`,
        (e) => `reverse(${e('numbers')})`,
        (e, r) => `(for x in ${e('numbers')} return x ${r.pick(['+', '*'])} ${e('number')})`,
        (e, r) => `sublist([1, 2, ${e('number')}], ${r.pick(['1', '2', '1, 1'])})`,
        (e) => `union(${e('numbers')}, ${e('numbers')})`,
        (e) => `remove([${e('number')}, 2, 3], 2)`,
        (e) => `index of(${e('numbers')}, ${e('number')})`,
    ],
};

export const types = Object.keys(made);

export function drawExpression(random, type = random.pick(types), depth = random.between(1, 4)) {
    if (depth === 0 || random.chance(0.15)) return leaves[type](random);
    return random.pick(made[type])((inner) => drawExpression(random, inner, depth - 1), random);
}
