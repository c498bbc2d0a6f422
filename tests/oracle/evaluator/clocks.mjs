// Clocks from the text of the design: start, period and history give due day and state.
import {Unknown, holds} from './conditions.mjs';
import {addPeriod, addWorkingDays, isClosedByName, isoOf, monthOf, partsOf, dayOf, roll} from './days.mjs';
import {inForce, patterns} from './rulebooks.mjs';

const isUnknown = (value) => value instanceof Unknown;

// What belongs to a matter of an event: it, what answers it directly or through others (but not through another event
// that has a matter of this kind itself), and later events that answer nothing at all.
function matterOf(course, root, types) {
    const leadsTo = (event) => {
        let at = event;
        while (at && !types.includes(at.type)) at = at.answers;
        return at === root;
    };
    const from = course.events.indexOf(root);
    const events = course.events.filter(
        (event, i) => leadsTo(event) || (i > from && !event.answers && !event.isOutOfPlace),
    );
    const request = course.requests.findLast((one) => one.events.includes(root)) ?? null;
    return {root, events, request, ended: null};
}

function mattersOf(course, rule) {
    if (!rule.per) {
        if (course.requests.length === 0)
            return [{root: null, events: course.events, request: null, ended: null}];
        return course.requests.map((request) => ({
            root: null,
            events: request.events,
            request,
            ended: request.ended,
        }));
    }
    const types = [rule.per].flat();
    return course.events
        .filter((event) => types.includes(event.type))
        .map((root) => matterOf(course, root, types));
}

class Clock {
    constructor(course, editions, edition, rule, matter) {
        Object.assign(this, {course, editions, edition, rule, matter});
        this.kind = rule.kind ?? 'duty';
    }

    names(day, more = {}) {
        return this.course.names({day, request: this.matter.request, edition: this.edition, ...more});
    }

    find(list, events = this.matter.events) {
        return events.find((event) => this.course.matchesAny(event, list) === true);
    }

    // {event, on} of the start, null when it has not started.
    start() {
        const {rule, matter} = this;
        if (this.needed() !== true || this.forbidden()) return null;
        let starts = rule.starts;
        for (const other of rule.starts_when ?? []) {
            const opened = matter.request?.opener?.on ?? this.course.day;
            if (holds(other.when, this.names(opened, {derivedDay: this.course.day})) === true) {
                starts = other.starts;
                break;
            }
        }
        if (starts?.latest) return this.latest(patterns(starts.latest));
        const list = patterns(starts?.earliest ?? starts);
        const event = this.find(list);
        const on = event ? this.startDay(event, list) : Infinity;
        return on <= this.course.day ? {event, on} : null;
    }

    latest(list) {
        if (!this.matter.request?.opener) return null;
        const {events} = this.course;
        const soFar = events.slice(0, events.indexOf(this.matter.events.at(-1)) + 1);
        const parts = list.map((pattern) => this.find([pattern], soFar));
        if (parts.some((part) => !part)) return null;
        const {ended} = this.matter;
        const tooLate = (part) => ended && events.indexOf(part) > events.indexOf(ended);
        if (parts.some(tooLate)) return null;
        const all = [...parts, this.matter.request.opener];
        return {event: all.at(-1), on: Math.max(...all.map((event) => event.on))};
    }

    startDay(event, list) {
        const pattern = list.find((one) => one.event === event.type && one.day);
        const field = pattern ? event.fields[pattern.day] : null;
        return field && field.number !== undefined ? field.number : event.on;
    }

    // true, false (no such event yet) or 'excluded' when the last event of that type does not match.
    needed() {
        for (const pattern of patterns(this.rule.needs)) {
            const last = this.matter.events.filter((event) => event.type === pattern.event).at(-1);
            if (!last) return false;
            if (this.course.matches(last, pattern) !== true) return 'excluded';
        }
        return true;
    }

    // The last event of the types named in `unless` decides.
    forbidden() {
        const list = patterns(this.rule.unless);
        const last = this.matter.events.findLast((event) =>
            list.some((pattern) => pattern.event === event.type),
        );
        return last !== undefined && this.course.matchesAny(last, list) === true;
    }

    // Whether the clock applies: true, false or Unknown.
    applies(day, serviceDay) {
        if (this.rule.when_event && this.matter.root) {
            const own = holds(this.rule.when_event, (word) => this.matter.root.fields[word]);
            if (own === false) return false;
            const general = holds(this.rule.when, this.names(day, {serviceDay}));
            return general === true ? own : general;
        }
        return holds(this.rule.when, this.names(day, {serviceDay}));
    }

    due(start, within = this.rule.within ?? this.rule.every) {
        const {rule} = this;
        let raw;
        if (rule.due_on) {
            const {year, month} = partsOf(start);
            raw = dayOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, rule.due_on);
        } else if (rule.before) {
            const event = this.matter.events.find(
                (one) => this.course.matchesAny(one, patterns(rule.before)) === true,
            );
            if (!event) return null;
            raw = addPeriod(event.on, rule.before.less, -1);
        } else if (rule.counts === 'working_days') {
            raw = addWorkingDays(start, Number(/\d+/.exec(within)[0]));
        } else {
            raw = addPeriod(start, within);
        }
        if (rule.roll !== 'next_working_day') return {day: raw, moved: null};
        const day = roll(raw, rule.closed_too ?? []);
        return {
            day,
            moved: day === raw ? null : isClosedByName(raw, rule.closed_too ?? []) ? 'named' : 'weekend',
        };
    }

    // The state of an instance that began with `start`, from its later history.
    run(start, {within, again = false, metBy = this.rule.met_by ?? this.rule.done_by} = {}) {
        const {course, rule, matter} = this;
        const due = this.due(start.on, within);
        const result = {
            order: start.on,
            started: start.on,
            due: due?.day ?? null,
            ended: null,
            moved: due?.moved ?? null,
            state: 'running',
            last: null,
        };
        const applies = this.applies(start.on, Math.min(course.day, due?.day ?? course.day));
        if (applies !== true) {
            if (isUnknown(applies)) return {...result, state: 'unknown'};
            return {...result, state: 'not_applicable', started: null, due: null, moved: null};
        }
        const late = (day) => due !== null && day > due.day;
        const from = matter.events.indexOf(start.event);
        for (const [i, event] of matter.events.entries()) {
            if (event.isOutOfPlace && event !== matter.ended) continue;
            if (again && i <= from) continue;
            if (result.state === 'running' && late(event.on)) this.pass(result);
            const is = (list) => course.matchesAny(event, patterns(list), this.startNames(start)) === true;
            if (result.state === 'running') {
                if ((i > from || rule.form === 'clock') && is(metBy)) this.end(result, 'met', event);
                else if (i > from && is(rule.lifted_by)) this.end(result, 'lifted', event);
                else if (i > from && (is(rule.stopped_by) || event === matter.ended))
                    this.end(result, 'stopped', event);
            } else if (result.state === 'breached' && is(metBy)) {
                this.end(result, 'met_late', event);
            }
        }
        if (result.state === 'running' && late(course.day)) this.pass(result);
        return result;
    }

    startNames(start) {
        return (word) => (word === 'started_month' ? monthOf(start.on) : null);
    }

    end(result, state, event) {
        Object.assign(result, {state, ended: event.on, last: event});
    }

    // The due day is over and nothing has happened.
    pass(result) {
        if (this.kind === 'right') Object.assign(result, {state: 'stopped', ended: result.due});
        else if (this.kind === 'end_date') Object.assign(result, {state: 'met', ended: result.due});
        else if (this.kind === 'duty') result.state = 'breached';
    }

    instances() {
        const start = this.start();
        if (!start) return [];
        const first = this.run(start);
        const all = [first];
        if (this.rule.form === 'recurring') {
            let last = first;
            while (['met', 'met_late'].includes(last.state) && last.last && !this.requestOver(last.last)) {
                last = this.run({event: last.last, on: last.last.on}, {again: true});
                all.push(last);
            }
        }
        if (this.rule.again && first.state !== 'not_applicable') {
            const event = this.find(patterns(this.rule.again.on));
            if (event)
                all.push(this.run({event, on: event.on}, {within: this.rule.again.within, again: true}));
        }
        return all;
    }

    requestOver(event) {
        const end = this.matter.ended;
        return end && this.matter.events.indexOf(end) < this.matter.events.indexOf(event);
    }

    idle() {
        const excluded =
            this.needed() === 'excluded' || this.applies(this.course.day, this.course.day) === false;
        return {
            started: null,
            due: null,
            ended: null,
            moved: null,
            state: excluded ? 'not_applicable' : 'not_started',
        };
    }
}

// All instances of one clock, over all editions of its rulebook: one for each event it is `per`, else one for each start,
// else one that says why there is none.
function clockResults(course, editions, id) {
    const today = inForce(editions, course.day)?.rules.find((rule) => rule.id === id);
    const shapes = editions.flatMap((edition) => edition.rules).filter((rule) => rule.id === id);
    const results = [];
    let withoutEdition = false;
    let waiting = null; // the last matter in which it has not started
    for (const matter of mattersOf(course, today ?? shapes[0])) {
        let hasStarted = false;
        for (const edition of editions) {
            const rule = edition.rules.find((one) => one.id === id);
            if (!rule) continue;
            const clock = new Clock(course, editions, edition, rule, matter);
            const start = clock.start();
            if (!start) continue;
            hasStarted = true;
            for (const instance of clock.instances()) {
                const governing = inForce(editions, instance.order);
                if (governing === edition) results.push(instance);
                else if (!governing && rule === today && instance.state !== 'not_applicable')
                    withoutEdition = true;
            }
        }
        if (!hasStarted) waiting = matter;
        if (today?.per && !hasStarted) results.push(idle(course, editions, today, matter));
    }
    if (withoutEdition) course.findings.push({code: 'no_edition', rule: id});
    if (today && results.length === 0 && (waiting || !withoutEdition))
        results.push(idle(course, editions, today, waiting));
    return results;
}

function idle(course, editions, rule, matter) {
    const none = {root: null, events: [], request: course.currentRequest(), ended: null};
    return new Clock(course, editions, inForce(editions, course.day), rule, matter ?? none).idle();
}

export function clocksOf(course, books) {
    const clocks = [];
    for (const editions of books) {
        const ids = new Set(
            editions
                .flatMap((edition) => edition.rules)
                .filter((rule) => ['clock', 'recurring'].includes(rule.form) && !rule.presumes)
                .map((rule) => rule.id),
        );
        for (const id of ids) {
            clockResults(course, editions, id).forEach((result, i) => {
                const open = ['running', 'breached'].includes(result.state) && result.due !== null;
                clocks.push({
                    id: `${editions[0].id}.${id}`,
                    instance: i + 1,
                    state: result.state,
                    started: result.started === null ? null : isoOf(result.started),
                    due: result.due === null ? null : isoOf(result.due),
                    ended: result.ended === null ? null : isoOf(result.ended),
                    days_left: open ? result.due - course.day : null,
                    moved: result.moved,
                });
            });
        }
    }
    return clocks;
}
