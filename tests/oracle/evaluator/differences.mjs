// Where two answers to the same case say something else, as lines "what: ours / theirs".
const clockFields = ['state', 'started', 'due', 'ended', 'days_left'];

function compareLists(name, ours, theirs, keyOf, fieldsOf, out) {
    const mine = new Map(ours.map((one) => [keyOf(one), one]));
    const other = new Map(theirs.map((one) => [keyOf(one), one]));
    for (const key of new Set([...mine.keys(), ...other.keys()])) {
        const [a, b] = [mine.get(key), other.get(key)];
        if (!a || !b) {
            out.push(
                `${name} ${key}: ${a ? JSON.stringify(fieldsOf(a)) : 'absent'} / ${b ? JSON.stringify(fieldsOf(b)) : 'absent'}`,
            );
            continue;
        }
        const [x, y] = [fieldsOf(a), fieldsOf(b)];
        for (const field of Object.keys(x)) {
            if (x[field] !== y[field])
                out.push(
                    `${name} ${key} ${field}: ${JSON.stringify(x[field])} / ${JSON.stringify(y[field])}`,
                );
        }
    }
}

const only = (names) => (one) => Object.fromEntries(names.map((name) => [name, one[name] ?? null]));

export function differences(ours, theirs) {
    if (ours.exit || theirs.exit)
        return ours.exit === theirs.exit ? [] : [`exit: ${ours.exit} / ${theirs.exit}`];
    const out = [];
    for (const book of ['standard', 'law']) {
        if (ours[book].edition !== theirs[book].edition)
            out.push(`${book} edition: ${ours[book].edition} / ${theirs[book].edition}`);
    }
    const moved = (one) => ({
        ...only(clockFields)(one),
        moved:
            one.moved !== undefined
                ? one.moved
                : one.moved_by && (one.moved_by === 'weekend' ? 'weekend' : 'named'),
    });
    compareLists('clock', ours.clocks, theirs.clocks, (one) => `${one.id}#${one.instance}`, moved, out);
    compareLists(
        'limit',
        ours.limits,
        theirs.limits,
        (one) => `${one.id}${one.person ? ` (${one.person})` : ''}`,
        only(['used', 'max']),
        out,
    );
    compareLists('route', ours.routes, theirs.routes, (one) => one.id, only(['to']), out);
    compareLists('offer', ours.offers, theirs.offers, (one) => one.id, only(['eligible']), out);
    compareLists('action', ours.actions, theirs.actions, (one) => one.action, only(['allowed']), out);
    return out;
}
