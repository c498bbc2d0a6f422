// The part of FEEL that the rulebooks use, by recursive descent, with unknown facts as values of their own.
// A name that nobody has told is Unknown; what cannot be compared is null, and null in a condition is no.
import {addPeriod} from './days.mjs';

export class Unknown {
    constructor(facts) {
        this.facts = new Set(facts);
    }
}
export class Day {
    constructor(number) {
        this.number = number;
    }
}
class Duration {
    constructor(text) {
        this.text = text;
    }
}

const isUnknown = (value) => value instanceof Unknown;
const join = (...values) => new Unknown(values.filter(isUnknown).flatMap((value) => [...value.facts]));

function tokensOf(text) {
    const pattern = /\s*(?:("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<=|>=|!=|[=<>+\-()[\],]))/y;
    const tokens = [];
    while (pattern.lastIndex < text.trimEnd().length) {
        const match = pattern.exec(text);
        if (!match) throw new Error(`cannot read the condition: ${text}`);
        if (match[1] !== undefined) tokens.push({kind: 'text', value: JSON.parse(match[1])});
        else if (match[2] !== undefined) tokens.push({kind: 'number', value: Number(match[2])});
        else if (match[3] !== undefined) tokens.push({kind: 'word', value: match[3]});
        else tokens.push({kind: 'sign', value: match[4]});
    }
    return tokens;
}

const rank = (value) => (value instanceof Day ? value.number : value);
const kindOf = (value) =>
    value instanceof Day ? 'day' : value instanceof Duration ? 'duration' : typeof value;

function equal(a, b) {
    if (isUnknown(a) || isUnknown(b)) return join(a, b);
    if (a === null || b === null) return a === b;
    return kindOf(a) === kindOf(b) ? rank(a) === rank(b) : null;
}

function negate(value) {
    if (isUnknown(value)) return value;
    return typeof value === 'boolean' ? !value : null;
}

function compare(sign, a, b) {
    if (sign === '=') return equal(a, b);
    if (sign === '!=') return negate(equal(a, b));
    if (isUnknown(a) || isUnknown(b)) return join(a, b);
    if (a === null || b === null || kindOf(a) !== kindOf(b)) return null;
    const [x, y] = [rank(a), rank(b)];
    return {'<': x < y, '<=': x <= y, '>': x > y, '>=': x >= y}[sign];
}

function plus(sign, a, b) {
    if (isUnknown(a) || isUnknown(b)) return join(a, b);
    if (a instanceof Day && b instanceof Duration)
        return new Day(addPeriod(a.number, b.text, sign === '+' ? 1 : -1));
    if (typeof a === 'number' && typeof b === 'number') return sign === '+' ? a + b : a - b;
    return null;
}

// all('and'): false wins over everything, unknown over true; for 'or' with true and false exchanged.
function junction(word, a, b) {
    const winner = word === 'or';
    if (a === winner || b === winner) return winner;
    if (isUnknown(a) || isUnknown(b)) return join(a, b);
    return typeof a === 'boolean' && typeof b === 'boolean' ? !winner : null;
}

class Parser {
    constructor(text) {
        this.tokens = tokensOf(text);
        this.at = 0;
    }
    peek(value) {
        return this.tokens[this.at]?.value === value && this.tokens[this.at].kind !== 'text';
    }
    take(value) {
        if (!this.peek(value)) return false;
        ++this.at;
        return true;
    }
    need(value) {
        if (!this.take(value)) throw new Error(`expected ${value} in a condition`);
    }

    or() {
        let left = this.and();
        while (this.take('or')) {
            const a = left,
                b = this.and();
            left = (names) => junction('or', a(names), b(names));
        }
        return left;
    }
    and() {
        let left = this.comparison();
        while (this.take('and')) {
            const a = left,
                b = this.comparison();
            left = (names) => junction('and', a(names), b(names));
        }
        return left;
    }
    comparison() {
        const left = this.sum();
        for (const sign of ['<=', '>=', '!=', '=', '<', '>']) {
            if (this.take(sign)) {
                const right = this.sum();
                return (names) => compare(sign, left(names), right(names));
            }
        }
        if (!this.take('in')) return left;
        this.need('[');
        const items = [this.or()];
        while (this.take(',')) items.push(this.or());
        this.need(']');
        return (names) =>
            items
                .map((item) => equal(left(names), item(names)))
                .reduce((a, b) => junction('or', a, b), false);
    }
    sum() {
        let left = this.single();
        for (;;) {
            const sign = this.peek('+') ? '+' : this.peek('-') ? '-' : null;
            if (!sign) return left;
            ++this.at;
            const a = left,
                b = this.single();
            left = (names) => plus(sign, a(names), b(names));
        }
    }
    single() {
        if (this.take('(')) {
            const inside = this.or();
            this.need(')');
            return inside;
        }
        const token = this.tokens[this.at++];
        if (token.kind !== 'word') return () => token.value;
        if (token.value === 'true' || token.value === 'false') return () => token.value === 'true';
        if (token.value === 'null') return () => null;
        if (token.value === 'not') {
            this.need('(');
            const inside = this.or();
            this.need(')');
            return (names) => negate(inside(names));
        }
        if (token.value === 'duration') {
            this.need('(');
            const period = this.tokens[this.at++].value;
            this.need(')');
            return () => new Duration(period);
        }
        return (names) => names(token.value);
    }
}

const parsed = new Map();

// The value of an expression; `names` gives the value of a name.
export function valueOf(text, names) {
    if (!parsed.has(text)) {
        const parser = new Parser(text);
        parsed.set(text, parser.or());
        if (parser.at !== parser.tokens.length) throw new Error(`cannot read the whole condition: ${text}`);
    }
    return parsed.get(text)(names);
}

// true, false or Unknown. No condition at all is true.
export function holds(text, names) {
    if (text === undefined) return true;
    const value = valueOf(text, names);
    return value === null ? false : value;
}
