// The slow second evaluator: clocks, limits, routes, offers and actions of a case on a day.
import {Unknown, holds} from './conditions.mjs';
import {clocksOf} from './clocks.mjs';
import {Course} from './course.mjs';
import {addPeriod, isoOf, parseDay} from './days.mjs';
import {inForce, patterns} from './rulebooks.mjs';

const isUnknown = (value) => value instanceof Unknown;

class Today {
    constructor(course, editions) {
        this.course = course;
        this.editions = editions;
        this.request = course.currentRequest();
    }

    rules(form) {
        return this.editions.flatMap((edition) =>
            edition.rules
                .filter((rule) => rule.form === form)
                .map((rule) => ({...rule, edition, full: `${edition.id}.${rule.id}`})),
        );
    }
    names(rule, day = this.course.day) {
        return this.course.names({
            day,
            request: this.request,
            edition: rule.edition,
            serviceDay: this.course.day,
        });
    }

    // A route looks at the age on the day the request was opened.
    routes() {
        return this.rules('route').flatMap((rule) => {
            const names = this.names(rule);
            const opened = this.names(rule, this.request?.opener?.on ?? this.course.day);
            const look = (word) => (word === 'age' || word === 'adult' ? opened(word) : names(word));
            const scope = holds(rule.when, look);
            if (scope === false) return [];
            if (isUnknown(scope)) return [{id: rule.full, to: null}];
            const ways = rule.to.map((way) => ({to: way.to, holds: holds(way.when, look)}));
            const way = ways.find((one) => one.holds !== false);
            return [{id: rule.full, to: way && way.holds === true ? way.to : null}];
        });
    }

    offers() {
        return this.rules('offer').flatMap((rule) => {
            const scope = holds(rule.when, this.names(rule));
            if (scope === false) return [];
            const eligible = isUnknown(scope) ? scope : holds(rule.eligible, this.names(rule));
            return [{id: rule.full, eligible: isUnknown(eligible) ? null : eligible}];
        });
    }

    countedSince(rule) {
        const {course} = this;
        if (rule.since === undefined) return {events: course.events, since: null};
        if (rule.since === 'request')
            return {events: this.request?.events ?? course.events, since: this.request?.opener ?? null};
        const since = course.events.findLast(
            (event) => course.matchesAny(event, patterns(rule.since)) === true,
        );
        if (!since) return {events: course.events, since: null};
        return {events: course.events.slice(course.events.indexOf(since) + 1), since};
    }

    limits() {
        const {course} = this;
        return this.rules('limit').flatMap((rule) => {
            const scope = holds(rule.when, this.names(rule));
            const {events, since} = this.countedSince(rule);
            const counted = events.filter(
                (event) => course.matchesAny(event, patterns(rule.counts)) === true,
            );
            const base = {
                id: rule.full,
                action: rule.action,
                max: rule.max,
                scope,
                rule,
                closed: this.isClosed(rule, since),
                earned: this.earned(rule, events),
            };
            if (!rule.per) return [{...base, person: null, used: counted.length}];
            const people = [...new Set(counted.map((event) => event.fields[rule.per]))];
            if (people.length === 0) return [{...base, person: null, used: 0}];
            return people.map((person) => ({
                ...base,
                person: isUnknown(person) ? null : person,
                used: counted.filter(
                    (event) =>
                        event.fields[rule.per] === person ||
                        (isUnknown(person) && isUnknown(event.fields[rule.per])),
                ).length,
            }));
        });
    }

    isClosed(rule, since) {
        if (rule.needs_since && !since) return true;
        return Boolean(rule.window && since && this.course.day > addPeriod(since.on, rule.window));
    }

    earned(rule, events) {
        if (!rule.earned) return null;
        const is = (event, pattern) => this.course.matchesAny(event, patterns(pattern)) === true;
        const spent = events
            .filter((event) => is(event, rule.earned.consumed_by))
            .slice(0, rule.earned.among_first);
        return Math.floor(spent.filter((event) => is(event, rule.earned.by)).length / rule.earned.every);
    }

    gates(action) {
        return this.rules('gate')
            .filter((rule) => (rule.actions ?? [rule.action]).includes(action))
            .filter((rule) => !rule.discretion && !rule.of_event && !rule.tested_by);
    }

    gateHolds(rule, action) {
        const scope = holds(rule.when, this.names(rule));
        if (scope === false) return true;
        if (rule.strength === 'reasoned' && this.isPassed(rule, action)) return true;
        let open = holds(rule.requires, this.names(rule));
        if (rule.requires_stated) {
            const stated = this.rules('limit').some(
                (one) => one.id === rule.requires_stated && holds(one.when, this.names(one)) !== false,
            );
            open = open === true ? stated : open;
        }
        return open === true ? true : isUnknown(scope) ? scope : open;
    }

    // Passed in writing: the gate is named by its rule, its action or both, and there is a reason.
    isPassed(rule, action) {
        return this.course
            .passedGates(this.request)
            .some(
                ({fields}) =>
                    !isUnknown(fields.reason) &&
                    (isUnknown(fields.rule)
                        ? fields.action === action
                        : fields.rule === rule.full &&
                          (isUnknown(fields.action) || fields.action === action)),
            );
    }

    // A cap per person is reached when it is reached for everybody known.
    limitHolds(limits) {
        const [{scope}] = limits;
        const open = limits.some((limit) => {
            const most = limit.earned === null ? limit.max : Math.min(limit.max, limit.earned);
            return !limit.closed && limit.used < most;
        });
        if (open || scope === false) return true;
        return isUnknown(scope) ? scope : false;
    }

    actions(limits) {
        return Object.keys(this.course.vocabulary.actions).map((action) => {
            const verdicts = this.gates(action).map((rule) => this.gateHolds(rule, action));
            const ours = limits.filter((one) => one.action === action);
            for (const rule of new Set(ours.map((limit) => limit.rule.full))) {
                verdicts.push(this.limitHolds(ours.filter((limit) => limit.rule.full === rule)));
            }
            const allowed = verdicts.includes(false) ? false : verdicts.some(isUnknown) ? null : true;
            return {action, allowed};
        });
    }
}

// {exit: 2} before the first edition; else what design.md section "Evaluate" names.
export function evaluate(library, caseFile, on, asKnown = null) {
    const day = parseDay(on);
    const standards = library.standards[caseFile.standard];
    const standard = inForce(standards, day);
    const law = inForce(library.law, day);
    if (!standard || !law) return {exit: 2};
    const course = new Course(library, caseFile, day, asKnown ? parseDay(asKnown) : Infinity, library.law);
    const today = new Today(course, [standard, law]);
    const limits = today.limits();
    return {
        standard: {id: caseFile.standard, edition: isoOf(standard.from)},
        law: {edition: isoOf(law.from)},
        clocks: clocksOf(course, [standards, library.law]),
        limits: limits.map(({id, person, used, max}) => ({id, person, used, max})),
        routes: today.routes(),
        offers: today.offers(),
        actions: today.actions(limits),
        findings: course.findings,
    };
}
