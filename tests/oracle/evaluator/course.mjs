// What has happened, put in order: fields with their defaults, what answers what, requests, presumed receipts, facts.
import {Day, Unknown, holds, valueOf} from './conditions.mjs';
import {addPeriod, addWorkingDays, ageOn, birthday, parseDay} from './days.mjs';
import {inForce, patterns} from './rulebooks.mjs';

const isDate = (text) => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text);
const valueWritten = (written) => (isDate(written) ? new Day(parseDay(written)) : written);

export class Course {
    // `day` is the day asked about, `knownBy` the day up to which things had been learnt.
    constructor(library, caseFile, day, knownBy, law) {
        this.library = library;
        this.vocabulary = library.vocabulary;
        this.caseFile = caseFile;
        this.day = day;
        this.knownBy = knownBy;
        this.findings = [];
        this.events = this.seen(caseFile.events ?? []);
        this.readAll();
        this.presumeReceipts(law);
        this.requests = this.findRequests();
    }

    // Events after the day asked about are not seen, nor those that nobody knew of then.
    seen(written) {
        return written
            .map((raw, order) => ({
                raw,
                order,
                type: raw.event,
                on: parseDay(raw.on),
                fields: {},
                answers: null,
                presumed: false,
            }))
            .filter((event) => event.on <= this.day && event.on <= this.knownBy)
            .filter((event) => !event.raw.known || parseDay(event.raw.known) <= this.knownBy)
            .sort((a, b) => a.on - b.on || a.order - b.order);
    }

    readAll() {
        for (const event of this.events) {
            this.link(event);
            this.readFields(event);
        }
    }

    readFields(event) {
        const declared = this.vocabulary.events[event.type].fields ?? {};
        for (const [name, field] of Object.entries(declared)) {
            if (event.raw[name] !== undefined && event.raw[name] !== null)
                event.fields[name] = valueWritten(event.raw[name]);
            else event.fields[name] = this.untold(event, name, field);
        }
    }

    untold(event, name, field) {
        if (field.inherits && event.answers) {
            const source = this.events
                .filter(
                    (other) =>
                        other.type === field.inherits &&
                        other.answers === event.answers &&
                        this.isBefore(other, event),
                )
                .at(-1);
            if (source) return source.fields[name];
        }
        if (field.default === undefined) return new Unknown([name]);
        return valueOf(String(field.default), (word) => event.fields[word]);
    }

    isBefore(a, b) {
        return this.events.indexOf(a) < this.events.indexOf(b);
    }

    matches(event, pattern, names = () => null) {
        if (event.type !== pattern.event) return false;
        return holds(pattern.where, (word) => (word in event.fields ? event.fields[word] : names(word)));
    }
    matchesAny(event, list, names) {
        let result = false;
        for (const pattern of list) {
            const one = this.matches(event, pattern, names);
            if (one === true) return true;
            if (one instanceof Unknown) result = one;
        }
        return result;
    }

    // Without `re` an event answers the oldest open one that fits.
    link(event) {
        const rule = this.vocabulary.events[event.type].answers;
        if (event.raw.re !== undefined) {
            const earlier = this.events.slice(0, this.events.indexOf(event));
            event.answers = earlier.find((other) => String(other.raw.id) === String(event.raw.re)) ?? null;
            if (rule) {
                // What is named, or what that answers in its turn: a receipt of the letter is one of the decision.
                const allowed = (rule.first_of ?? [rule.any]).flatMap(patterns).map((pattern) => pattern.event);
                while (event.answers && !allowed.includes(event.answers.type)) event.answers = event.answers.answers;
            }
            event.isOutOfPlace = !event.answers;
            return;
        }
        if (!rule) return;
        if (rule.when) {
            const declared = this.vocabulary.events[event.type].fields ?? {};
            const own = (word) =>
                event.raw[word] !== undefined
                    ? valueWritten(event.raw[word])
                    : valueOf(String(declared[word].default), () => null);
            if (holds(rule.when, own) !== true) return;
        }
        const groups = rule.first_of ?? [rule.any];
        const earlier = this.events.slice(0, this.events.indexOf(event));
        for (const group of groups) {
            const fitting = earlier.filter((other) => this.matchesAny(other, patterns(group)) === true);
            const open =
                rule.choose === 'latest'
                    ? fitting.slice(-1)
                    : fitting.filter(
                          (other) =>
                              !earlier.some(
                                  (answer) => answer.type === event.type && this.leadsTo(answer, other),
                              ),
                      );
            if (open.length > 0) {
                event.answers = open[0];
                return;
            }
        }
        if (rule.must) {
            event.isOutOfPlace = true;
            this.findings.push({code: 'out_of_place', event: event.type});
        }
    }

    leadsTo(event, root) {
        for (let at = event.answers; at; at = at.answers) if (at === root) return true;
        return false;
    }

    // Receipt is presumed by channel; a recorded receipt wins.
    presumeReceipts(law) {
        const rules = (day) => (inForce(law, day)?.rules ?? []).filter((rule) => rule.presumes);
        for (const sent of this.events.filter((event) => event.type === 'decision_sent' && event.answers)) {
            for (const rule of rules(sent.on)) {
                if (this.matchesAny(sent, patterns(rule.starts)) !== true) continue;
                if (
                    this.events.some(
                        (other) =>
                            other.type === rule.presumes && other.answers === sent.answers && !other.presumed,
                    )
                )
                    continue;
                const count = Number(/\d+/.exec(rule.within)[0]);
                const on =
                    rule.counts === 'working_days'
                        ? addWorkingDays(sent.on, count)
                        : addPeriod(sent.on, rule.within);
                if (on > this.day) continue;
                this.events.push({
                    raw: {},
                    order: Infinity,
                    type: rule.presumes,
                    on,
                    answers: sent.answers,
                    presumed: true,
                    fields: {guidance: sent.fields.guidance},
                });
            }
        }
        this.events.sort((a, b) => a.on - b.on || a.order - b.order || 0);
    }

    isOwnWish(event) {
        return (
            ['contact_received', 'application_received'].includes(event.type) &&
            event.fields.own_wish === true
        );
    }

    // A request is opened by the citizen's own wish and ends when withdrawn, refused or when its course ends. What comes
    // before the first one belongs to it; what comes after an end belongs to the ended one, until the next is opened or a
    // course begins that nobody asked for.
    findRequests() {
        const requests = [];
        for (const event of this.events) {
            const begins = this.isOwnWish(event) || event.type === 'treatment_started';
            if (requests.length === 0 || (requests.at(-1).ended && begins))
                requests.push({opener: null, events: [], ended: null});
            const current = requests.at(-1);
            current.events.push(event);
            if (!current.opener && this.isOwnWish(event)) current.opener = event;
            if (!current.ended && this.endsRequest(event, current)) current.ended = event;
        }
        return requests;
    }

    // Gates passed for a request: in it, or between the end of the one before and its beginning.
    passedGates(request) {
        const before = this.requests[this.requests.indexOf(request) - 1];
        const between = before?.ended ? before.events.slice(before.events.indexOf(before.ended)) : [];
        return [...between, ...(request?.events ?? this.events)].filter(({type}) => type === 'gate_passed');
    }

    // The request that today's verdicts are about.
    currentRequest() {
        return this.requests.at(-1) ?? null;
    }

    endsRequest(event, request) {
        if (event.type === 'request_withdrawn') return !event.isOutOfPlace;
        if (event.type === 'treatment_ended') {
            if (event.fields.status === 'deceased') {
                if (request.events[0] !== event && !this.courseRuns(request.events.slice(0, -1)))
                    event.isOutOfPlace = false;
                return true;
            }
            return request.events.slice(0, -1).some((other) => other.type === 'treatment_started');
        }
        if (event.type !== 'decision_made' || event.fields.result !== 'refused') return false;
        return this.refusalEnds(event, request);
    }

    courseRuns(events) {
        const last = events.findLast(({type}) => ['treatment_started', 'treatment_ended'].includes(type));
        return last?.type === 'treatment_started';
    }

    refusalEnds(decision, request) {
        if (this.changedOnComplaint(decision)) return false;
        const before = request.events.slice(0, request.events.indexOf(decision));
        const grants = before.filter(
            (event) =>
                event.type === 'decision_made' && ['granted', 'partly_granted'].includes(event.fields.result),
        );
        if (grants.length > 0) return false;
        if (this.courseRuns(before)) return false;
        const service = decision.fields.service;
        if (service === null || service === undefined) return true;
        const applied = before
            .filter((event) => event.type === 'application_received' && event.fields.service)
            .at(-1);
        return applied ? applied.fields.service === service : false;
    }

    changedOnComplaint(decision) {
        const belongs = (event) => {
            for (let at = event; at; at = at.answers) if (at === decision) return true;
            return false;
        };
        return this.events.some(
            (event) =>
                belongs(event) &&
                event !== decision &&
                ['reassessment_made', 'appeal_decided'].includes(event.type) &&
                ['granted', 'partly_granted'].includes(event.fields.result),
        );
    }

    // What is known of a fact; it is known from `from`, and then it holds for earlier days too.
    toldFact(name) {
        const written = this.caseFile.facts?.[name];
        if (written === undefined || written === null) return undefined;
        const steps = [written]
            .flat()
            .map((step) => (step !== null && typeof step === 'object' ? step : {value: step}))
            .filter(({from}) => !from || parseDay(from) <= Math.min(this.day, this.knownBy));
        return steps.at(-1)?.value ?? undefined;
    }

    // A registered child at home counts until it is 18, also for the days before it was registered.
    fact(name, day) {
        if (name === 'children_under_18_at_home' && this.childAtHome(day)) return true;
        return this.toldFact(name) ?? this.vocabulary.facts[name].default ?? new Unknown([name]);
    }

    childAtHome(day) {
        return this.events.some(
            ({type, fields}) =>
                type === 'child_registered' &&
                fields.at_home === true &&
                !(fields.born instanceof Day && day >= birthday(fields.born.number, 18)),
        );
    }

    derived(name, day, request) {
        const rule = this.vocabulary.derived[name];
        const scope = this.scopeOf(rule.within, day, request);
        const of = (list) => (event) => this.matchesAny(event, patterns(list)) === true;
        if (rule.standing) {
            const last = scope
                .filter((event) => of(rule.standing.on)(event) || of(rule.standing.off ?? [])(event))
                .at(-1);
            return last !== undefined && of(rule.standing.on)(last);
        }
        if (rule.count) return scope.filter(of(rule.count)).length;
        if (rule.day_of) {
            const last = scope.filter(of(rule.day_of)).at(-1);
            return last ? new Day(last.on) : null;
        }
        const last = scope.filter(of(rule.latest.of)).at(-1);
        return last ? last.fields[rule.latest.field] : null;
    }

    scopeOf(within, day, request) {
        const until = (list) => list.filter((event) => event.on <= day && !event.isOutOfPlace);
        if (within === 'request') return until(request ? request.events : this.events);
        if (within !== 'course') return until(this.events);
        const events = until(this.events);
        const start = events.findLastIndex((event) => event.type === 'treatment_started');
        return start < 0 ? [] : events.slice(start);
    }

    // The service last applied for, else granted, else begun.
    requestService(request, day) {
        const events = (request ? request.events : this.events).filter((event) => event.on <= day);
        const named = (type, test = () => true) =>
            events
                .filter(
                    (event) => event.type === type && test(event) && typeof event.fields.service === 'string',
                )
                .at(-1)?.fields.service;
        return (
            named('application_received') ??
            named('decision_made', (event) => ['granted', 'partly_granted'].includes(event.fields.result)) ??
            named('treatment_started') ??
            null
        );
    }

    // Names a condition may read, judged on `day`; `serviceDay` is the last day on which a wish still counts.
    names({day, request, edition, serviceDay = day, derivedDay = day, started = null}) {
        const person = this.caseFile.person ?? {};
        const born = person.born ? parseDay(person.born) : null;
        const age = born === null ? new Unknown(['born']) : ageOn(born, day);
        return (word) => {
            switch (word) {
                case 'today':
                    return new Day(this.day);
                case 'age':
                    return age;
                case 'born':
                    return born === null ? new Unknown(['born']) : new Day(born);
                case 'adult':
                    return born !== null ? age >= 18 : (person.adult ?? new Unknown(['adult']));
                case 'residence':
                    return person.residence ?? new Unknown(['residence']);
                case 'own_residence':
                    return edition?.municipality ?? this.municipality;
                case 'anonymous':
                    return this.caseFile.anonymous === true;
                case 'request_service':
                    return this.requestService(request, serviceDay);
                case 'request_opened':
                    return request?.opener ? new Day(request.opener.on) : null;
                case 'started':
                    return started === null ? null : new Day(started);
                case 'started_month':
                    return started;
                default:
            }
            if (word in this.vocabulary.facts) return this.fact(word, day);
            if (word in this.vocabulary.derived) return this.derived(word, derivedDay, request);
            throw new Error(`no such name: ${word}`);
        };
    }
}
