// Draws cases from a seed: plausible courses in odd orders, on the days where calendars are awkward.
import {addPeriod, isoOf, parseDay} from './days.mjs';

// mulberry32, a small generator in the public domain: the same seed gives the same cases everywhere.
export function randomOf(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const below = (n) => Math.floor(next() * n);
    return {
        below,
        chance: (p) => next() < p,
        pick: (list) => list[below(list.length)],
        between: (a, b) => a + below(b - a + 1),
    };
}

const standards = ['broenderslev', 'mariagerfjord', 'randers', 'rebild', 'thisted'];
const services = [
    'ambulatory',
    'day',
    'residential',
    'detox',
    'substitution',
    'counselling',
    'family',
    'alcohol',
    'relatives',
];
// Days on which courses like to begin: around editions, leap days, month ends, Easter, the three half holidays.
const anchors = [
    '2023-12-06',
    '2023-12-20',
    '2024-01-01',
    '2024-01-31',
    '2024-02-29',
    '2024-05-07',
    '2024-08-31',
    '2024-09-01',
    '2024-11-26',
    '2024-12-03',
    '2025-03-20',
    '2025-05-08',
    '2025-12-12',
    '2026-03-02',
    '2026-05-08',
    '2027-08-31',
    '2028-02-29',
    '2028-05-08',
    '2021-12-13',
    '2022-05-08',
    '2023-04-07',
];

const whole = (random, options) =>
    Object.fromEntries(
        Object.entries(options)
            .map(([key, choose]) => [key, choose()])
            .filter(([, value]) => value !== undefined),
    );

// The fields of an event, each told or left out.
function fieldsOf(random, type, day) {
    const maybe = (p, choose) => (random.chance(p) ? choose() : undefined);
    const flag = () => random.chance(0.5);
    const service = () => random.pick(services);
    const on = (near, far) => isoOf(day + random.between(near, far));
    const choices = {
        contact_received: {
            by: () => maybe(0.4, () => random.pick(['citizen', 'relative', 'doctor'])),
            own_wish: () => maybe(0.15, flag),
        },
        application_received: {
            by: () => maybe(0.2, () => random.pick(['citizen', 'caseworker'])),
            service: () => maybe(0.7, service),
            own_wish: () => maybe(0.1, flag),
        },
        consent_given: {
            by: () => random.pick(['citizen', 'custody_holder']),
            purpose: () => random.pick(['treatment', 'treatment', 'partners']),
        },
        consent_withdrawn: {
            by: () => random.pick(['citizen', 'custody_holder']),
            purpose: () => random.pick(['treatment', 'partners']),
        },
        recommendation_made: {service: () => random.pick(['residential', 'ambulatory'])},
        party_hearing_sent: {reply_by: () => maybe(0.7, () => on(0, 20))},
        decision_made: {
            result: () => maybe(0.96, () => random.pick(['granted', 'refused', 'partly_granted'])),
            service: () => maybe(0.5, service),
        },
        decision_sent: {
            channel: () => random.pick(['digital_post', 'letter', 'hand']),
            guidance: () => maybe(0.2, flag),
        },
        decision_received: {guidance: () => maybe(0.2, flag)},
        provider_chosen: {
            kind: () => maybe(0.9, () => random.pick(['public', 'private'])),
            approved: () => maybe(0.4, flag),
            equivalent: () => maybe(0.3, flag),
        },
        treatment_started: {
            service: () => maybe(0.8, service),
            provider: () => 'own',
            programme: () => maybe(0.5, () => random.pick(['MOVE', 'other'])),
        },
        session_held: {
            kind: () =>
                maybe(0.8, () =>
                    random.pick(['individual', 'group', 'family', 'relative', 'counselling', 'follow_up']),
                ),
            minutes: () => maybe(0.3, () => random.pick([30, 60, 90])),
            attended: () => maybe(0.3, flag),
            notice: () => maybe(0.3, flag),
            person: () => maybe(0.6, () => random.pick(['anna', 'bo'])),
        },
        gift_card_issued: {amount: () => 200},
        treatment_interrupted: {known_to_provider: () => maybe(0.5, () => on(-2, 4))},
        treatment_ended: {
            status: () =>
                maybe(0.95, () =>
                    random.pick([
                        'completed',
                        'other_offer',
                        'hospital',
                        'other_reason',
                        'dropped_out',
                        'deceased',
                    ]),
                ),
            outcome: () => 'reduced',
        },
        follow_up_held: {mark: () => random.pick(['1_month', '6_months'])},
        complaint_received: {
            about: () => maybe(0.3, () => random.pick(['decision', 'staff', 'case_handling'])),
        },
        reassessment_made: {result: () => random.pick(['upheld', 'granted', 'partly_granted'])},
        appeal_decided: {result: () => random.pick(['upheld', 'granted'])},
        urine_test_taken: {announced: () => maybe(0.3, flag)},
        child_registered: {
            born: () =>
                random.pick([
                    '2010-03-02',
                    '2008-02-29',
                    '2015-07-01',
                    isoOf(addPeriod(day, 'P18Y', -1) + random.between(-2, 60)),
                ]),
            at_home: () => random.chance(0.8),
        },
        gate_passed: {
            action: () => 'start_treatment',
            rule: () =>
                maybe(0.8, () =>
                    random.pick([
                        'law.consent_under_18',
                        'mariagerfjord.target_age',
                        'rebild.payment_commitment',
                        'randers.own_payment_told',
                    ]),
                ),
            reason: () => maybe(0.9, () => 'x'),
        },
        register_reported: {month: () => isoOf(addPeriod(day, random.pick(['P0D', 'P1M']), -1)).slice(0, 7)},
        assessment_interview_held: {minutes: () => maybe(0.3, () => random.pick([60, 90, 120]))},
        appointment_missed: {notice: () => maybe(0.3, flag)},
    };
    return whole(random, choices[type] ?? {});
}

// Steps of a course: [event, likelihood, days after the one before].
const courses = {
    treatment: [
        ['contact_received', 0.9, 0, 3],
        ['application_received', 0.5, 0, 10],
        ['consent_given', 0.3, -3, 8],
        ['consent_given', 0.2, 0, 4],
        ['doctor_talk_requested', 0.3, 0, 20],
        ['appointment_missed', 0.15, 0, 6],
        ['assessment_interview_held', 0.4, 0, 10],
        ['provider_chosen', 0.15, 0, 9],
        ['assessment_completed', 0.4, 0, 8],
        ['party_hearing_sent', 0.15, 0, 5],
        ['party_hearing_answered', 0.1, 0, 9],
        ['recommendation_made', 0.2, 0, 3],
        ['payment_commitment_received', 0.2, 0, 3],
        ['decision_made', 0.6, 0, 12],
        ['decision_sent', 0.6, 0, 4],
        ['decision_received', 0.2, 0, 9],
        ['doctor_talk_held', 0.25, 0, 8],
        ['first_meeting_agreed', 0.3, 0, 8],
        ['treatment_started', 0.75, 0, 12],
        ['substitution_started', 0.2, 0, 2],
        ['plan_made', 0.6, 0, 9],
        ['action_plan_made', 0.25, 0, 20],
        ['child_registered', 0.1, 0, 5],
        ['urine_test_taken', 0.15, 0, 95],
        ['plan_reviewed', 0.5, 20, 190],
        ['session_held', 0.3, 0, 20],
        ['doctor_review_held', 0.15, 30, 190],
        ['treatment_interrupted', 0.2, 1, 40],
        ['interruption_reported', 0.15, 0, 4],
        ['treatment_ended', 0.6, 1, 60],
        ['register_reported', 0.3, 0, 40],
        ['follow_up_held', 0.35, 10, 40],
        ['follow_up_held', 0.3, 60, 170],
    ],
    complaint: [
        ['contact_received', 0.9, 0, 2],
        ['decision_made', 1, 0, 20],
        ['decision_sent', 0.85, 0, 5],
        ['decision_received', 0.3, 0, 10],
        ['complaint_received', 0.85, 0, 40],
        ['reassessment_made', 0.75, 0, 35],
        ['decision_made', 0.4, 0, 20],
        ['decision_sent', 0.4, 0, 5],
        ['decision_received', 0.2, 0, 9],
        ['complaint_maintained', 0.5, 0, 35],
        ['complaint_forwarded', 0.5, 0, 30],
        ['appeal_decided', 0.3, 20, 90],
        ['file_access_requested', 0.4, -30, 5],
        ['file_access_answered', 0.3, 0, 12],
    ],
    talks: [
        ['contact_received', 0.8, 0, 2],
        ['assessment_completed', 0.5, 0, 9],
        ['treatment_started', 0.85, 0, 12],
        ...Array.from({length: 14}, () => ['session_held', 0.8, 1, 9]),
        ['gift_card_issued', 0.6, 0, 3],
        ['gift_card_issued', 0.4, 0, 3],
        ['treatment_ended', 0.5, 0, 20],
        ['session_held', 0.5, 1, 100],
        ['session_held', 0.4, 1, 100],
        ['treatment_started', 0.2, 1, 100],
    ],
    withdrawal: [
        ['contact_received', 1, 0, 1],
        ['guarantee_declined', 0.2, 0, 9],
        ['request_withdrawn', 0.5, 0, 20],
        ['cooperation_refused', 0.2, 0, 8],
        ['treatment_started', 0.3, 0, 15],
        ['contact_received', 0.6, 0, 30],
        ['treatment_started', 0.5, 0, 20],
        ['treatment_ended', 0.4, 0, 30],
        ['application_received', 0.3, 0, 40],
        ['decision_made', 0.3, 0, 10],
        ['treatment_started', 0.3, 0, 15],
    ],
    contract: [
        ['contact_received', 0.8, 0, 2],
        ['retention_contract_signed', 0.9, 0, 20],
        ['retention_contract_ended', 0.5, 10, 200],
    ],
};
const anything = [
    'contact_received',
    'application_received',
    'request_withdrawn',
    'consent_given',
    'consent_withdrawn',
    'guarantee_declined',
    'appointment_missed',
    'decision_made',
    'decision_sent',
    'decision_received',
    'provider_chosen',
    'free_choice_limited',
    'plan_made',
    'plan_reviewed',
    'treatment_started',
    'treatment_ended',
    'session_held',
    'complaint_received',
    'reassessment_made',
    'complaint_maintained',
    'complaint_forwarded',
    'doctor_talk_requested',
    'doctor_talk_held',
    'follow_up_held',
    'register_reported',
    'gate_passed',
    'notification_shown_to_citizen',
    'concern_notification_sent',
    'own_payment_decided',
    'own_payment_told',
    'assessment_completed',
    'substitution_started',
    'urine_test_taken',
];

function drawCourse(random, start) {
    const events = [];
    let day = start;
    for (const [type, likelihood, near, far] of courses[random.pick(Object.keys(courses))]) {
        if (!random.chance(likelihood)) continue;
        day += random.between(near, far);
        events.push({on: isoOf(day), event: type, ...fieldsOf(random, type, day)});
    }
    return {events, end: day};
}

// Names some events, and lets others say which of them they answer, rightly or not.
function nameAnswers(random, events) {
    events.forEach((event, i) => {
        if (random.chance(0.5)) event.id = `e${i}`;
    });
    const ids = events.filter((event) => event.id).map((event) => event.id);
    for (const event of events) {
        const answers =
            /_(sent|received|maintained|forwarded|ended|held|reviewed|answered)$|^reassessment/.test(
                event.event,
            );
        if (answers && ids.length > 0 && random.chance(0.2)) event.re = random.pick(ids);
    }
}

function drawFacts(random, start) {
    const facts = {};
    for (const name of [
        'serious_problems',
        'early_pension',
        'other_social_needs',
        'mental_health_needs',
        'pregnant',
        'children_under_18_at_home',
        'opioid_dependence',
        'able_to_attend',
        'in_regional_integrated_treatment',
        'danger_to_foetus_or_self',
    ]) {
        if (random.chance(0.45)) facts[name] = random.chance(0.5);
        else if (random.chance(0.08)) {
            const later = {value: random.chance(0.5), from: isoOf(start + random.between(-5, 40))};
            facts[name] = random.chance(0.3) ? [random.chance(0.5), later] : later;
        }
    }
    if (random.chance(0.15)) facts.substance_kind = random.pick(['alcohol', 'drugs']);
    return facts;
}

function drawPerson(random, start) {
    const person = {};
    if (random.chance(0.85)) {
        const years = random.pick([14, 15, 18, 18, 30, 30, 45]);
        const birthday = addPeriod(start, `P${years}Y`, -1) + random.between(-25, 25);
        person.born = random.chance(0.15)
            ? random.pick(['1996-02-29', '2008-02-29', '2004-02-29', '1992-02-29'])
            : isoOf(birthday);
    } else if (random.chance(0.5)) person.adult = random.chance(0.8);
    if (random.chance(0.7)) person.residence = random.pick(['0730', '0840', '0846', '0810', '0787', '0101']);
    return person;
}

// {case, on, as_known?}
export function drawCase(random) {
    let start = parseDay(random.pick(anchors)) + random.pick([0, 0, 0, -1, 1, 2, -5, 9]);
    if (random.chance(0.3)) start = parseDay('2024-01-01') + random.below(1500);
    let {events, end} = drawCourse(random, start);
    if (random.chance(0.25)) {
        const more = drawCourse(random, end + random.between(-10, 60));
        events = events.concat(more.events);
        end = Math.max(end, more.end);
    }
    for (let extra = random.pick([0, 0, 1, 2, 4]); extra > 0; --extra) {
        const type = random.pick(anything);
        const day = random.between(start - 5, end + 10);
        events.splice(random.below(events.length + 1), 0, {
            on: isoOf(day),
            event: type,
            ...fieldsOf(random, type, day),
        });
    }
    if (random.chance(0.1) && events.length > 1) events.splice(random.below(events.length), 1);
    if (random.chance(0.2)) nameAnswers(random, events);
    const drawn = {
        standard: random.pick(standards),
        person: drawPerson(random, start),
        facts: drawFacts(random, start),
        events,
    };
    if (random.chance(0.12)) drawn.anonymous = true;
    if (random.chance(0.1)) {
        for (const event of events)
            if (random.chance(0.2)) event.known = isoOf(parseDay(event.on) + random.between(0, 30));
    }
    const interesting =
        events.length > 0
            ? parseDay(random.pick(events).on) + random.pick([0, 1, 14, 15, 28, 29, 7, 3, 31, 182, 184, 90])
            : start;
    const on = isoOf(random.chance(0.7) ? interesting : random.between(start - 3, end + 200));
    return random.chance(0.08)
        ? {case: drawn, on, as_known: isoOf(parseDay(on) - random.below(40))}
        : {case: drawn, on};
}
