#include "by_hand.h"

#include <algorithm>

#include "calendar/date.h"

#if defined(__GNUC__) && !defined(__clang__) && defined(NDEBUG) && defined(__x86_64__)
#define FJ_LOOP __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define FJ_LOOP
#endif

namespace fjorten::bench {

namespace {

using Byte = std::uint8_t;
constexpr Figures usual;

inline std::int32_t plus_months(std::int32_t day, int months) {
    return calendar::add(calendar::Date::from_day_number(day), {.months = months, .days = 0}).day_number();
}

inline std::int32_t weekday_after(std::int32_t day) {
    const int weekday = (day + 3) % 7;  // 0 = Monday, for days since 1970
    return weekday >= 5 ? day + 7 - weekday : day;
}

struct Clock {
    std::int32_t due = nil, left = nil;
    Status status = Status::not_applicable;
};

inline Clock settled(std::int32_t due, std::int32_t done, std::int32_t today) {
    Clock clock{.due = due};
    if (done != nil) {
        clock.status = done <= due ? Status::met : Status::breached;
    } else if (today > due) {
        clock.status = Status::breached;
    } else {
        clock.status = Status::running;
        clock.left = due - today;
    }
    return clock;
}

inline Clock guarantee(const Record& r, const Figures& f) {
    Clock clock;
    const bool is_young = r.years < 18;
    if ((r.offer == Offer::residential && r.municipality == 7) || (is_young && !r.serious)) return clock;
    std::int32_t start = r.contact;
    if (is_young) {
        const bool agreed = r.youth != nil && r.parental != nil;
        start = agreed ? std::max({r.contact, r.youth, r.parental}) : nil;
    }
    const bool departs = r.waived || r.free_choice || r.no_show || r.non_cooperation;
    if (departs) {
        clock.status = Status::waived;
        if (start != nil) clock.due = start + f.guarantee_days;
    } else if (start == nil) {
        clock.status = Status::not_started;
    } else {
        clock = settled(start + f.guarantee_days, r.started, r.as_of);
    }
    return clock;
}

inline void decide(const Record& r, Canonical& out, const Figures& f) {
    Clock clocks[7];
    clocks[0] = guarantee(r, f);
    if (r.discharge != nil && r.status != Discharge::none && r.status != Discharge::dropped_out) {
        clocks[1] = settled(plus_months(r.discharge, f.first_months), r.follow_up_1, r.as_of);
        clocks[2] = settled(plus_months(r.discharge, f.second_months), r.follow_up_6, r.as_of);
    }
    if (r.decision != nil) {
        clocks[3] = settled(weekday_after(r.decision + f.complaint_days), r.complaint, r.as_of);
        if (clocks[3].status == Status::breached && r.complaint == nil) clocks[3].status = Status::expired;
    }
    if (clocks[3].status == Status::met) {
        const auto first = r.reassessed == nil  ? r.forwarded
                           : r.forwarded == nil ? r.reassessed
                                                : std::min(r.reassessed, r.forwarded);
        clocks[4] = settled(r.complaint + f.reassessment_days, first, r.as_of);
    }
    if (r.plan != nil && r.discharge == nil)
        clocks[5] = settled(plus_months(r.review != nil ? r.review : r.plan, f.plan_months), nil, r.as_of);
    if (r.application != nil) clocks[6] = settled(r.application + f.decision_days, r.decision, r.as_of);
    for (std::size_t i = 0; i < 7; ++i) {
        out.due[i] = clocks[i].due;
        out.left[i] = clocks[i].left;
        out.status[i] = clocks[i].status;
    }
    const bool is_anonymous = r.offer == Offer::anonymous;
    out.eligibility = is_anonymous ? (r.years < 18 ? 1 : r.serious ? 2 : 0) : r.years < 15 ? 1 : 0;
    const int allowed = std::min(f.most_cards, r.sessions / f.sessions_per_card);
    const int remaining = std::max(0, allowed - r.cards);
    out.remaining = static_cast<Byte>(remaining);
    out.gift = r.cards > allowed ? 2 : remaining == 0 ? 1 : 0;
    out.payment = r.municipality != 1 && !is_anonymous ? 1 : 0;
    const auto is_in = [](Status s, auto... states) { return ((s == states) || ...); };
    const auto g = clocks[0].status;
    const bool waits = r.started == nil;
    const bool may_choose = out.eligibility == 0 && !is_anonymous && waits &&
                            is_in(g, Status::not_started, Status::running, Status::breached);
    const bool follows = clocks[1].status == Status::running || clocks[2].status == Status::running;
    const bool is_open = is_in(clocks[1].status, Status::running, Status::breached) ||
                         is_in(clocks[2].status, Status::running, Status::breached);
    out.entitlements = static_cast<Byte>((may_choose ? 1 : 0) | (remaining > 0 ? 2 : 0) | (follows ? 4 : 0) |
                                         (clocks[3].status == Status::running ? 8 : 0) |
                                         (is_in(g, Status::running, Status::met, Status::breached) ? 16 : 0));
    out.blocked = static_cast<Byte>((out.eligibility != 0 ? 1 : 0) | (remaining == 0 ? 2 : 0) |
                                    (clocks[3].status == Status::expired ? 4 : 0) | (is_open ? 8 : 0) |
                                    (out.payment != 0 && waits ? 16 : 0));
}

constexpr std::size_t block = 1024;

/// How one clock of a block stands; `is_in` says where it applies.
constexpr std::int32_t mask(bool b) { return -std::int32_t{b}; }
constexpr std::int32_t pick(std::int32_t where, std::int32_t a, std::int32_t b) {
    return (where & a) | (~where & b);
}

FJ_LOOP void settle(Byte* __restrict status, std::int32_t* __restrict due_out, std::int32_t* __restrict left,
                    const std::int32_t* __restrict due, const std::int32_t* __restrict done,
                    const std::int32_t* __restrict today, const Byte* __restrict is_in, Byte unused,
                    std::size_t n) {
    std::int32_t applies[block], state[block];
    for (std::size_t i = 0; i < n; ++i) applies[i] = -std::int32_t{is_in[i]};
    const std::int32_t running = static_cast<int>(Status::running), met = static_cast<int>(Status::met);
    const std::int32_t breached = static_cast<int>(Status::breached), late = unused;
    for (std::size_t i = 0; i < n; ++i) {
        const auto is_done = mask(done[i] != nil);
        const auto is_late = mask(today[i] > due[i]);
        const auto s =
            pick(is_done, pick(mask(done[i] <= due[i]), met, breached), pick(is_late, late, running));
        due_out[i] = pick(applies[i], due[i], nil);
        left[i] = pick(applies[i] & ~is_done & ~is_late, due[i] - today[i], nil);
        state[i] = applies[i] & s;
    }
    for (std::size_t i = 0; i < n; ++i) status[i] = static_cast<Byte>(state[i]);
}

FJ_LOOP void add_days(std::int32_t* __restrict out, const std::int32_t* __restrict start, std::int32_t days,
                      std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = start[i] + days;
}

FJ_LOOP void look_up(std::int32_t* __restrict out, const std::int32_t* __restrict start,
                     const std::int32_t* __restrict table, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
        out[i] = table[std::max(start[i], population::first_day) - population::first_day];
}

struct Tables {
    std::vector<std::int32_t> one_month, six_months, complaint;
    Tables() {
        for (auto day = population::first_day; day <= population::last_day; ++day) {
            one_month.push_back(plus_months(day, usual.first_months));
            six_months.push_back(plus_months(day, usual.second_months));
            complaint.push_back(weekday_after(day + usual.complaint_days + 700'000) - 700'000);
        }
    }
};

struct Block {
    std::int32_t due[block], done[block], start[block];
    Byte is_in[block], serious_enough[block];
};

FJ_LOOP void guarantee_of(const HandColumns& in, HandVerdicts& out, std::size_t at, Block& b, std::size_t n) {
    const std::int32_t* contact = in.day[0].data() + at;
    const std::int32_t* youth = in.day[1].data() + at;
    const std::int32_t* parental = in.day[2].data() + at;
    const Byte* years = in.years.data() + at;
    for (std::size_t i = 0; i < n; ++i) {
        const bool is_young = years[i] < 18;
        const auto last = std::max(contact[i], std::max(youth[i], parental[i]));
        const auto agreed = std::min(youth[i], parental[i]) == nil ? nil : last;
        b.start[i] = is_young ? agreed : contact[i];
    }
    const Byte* offer = in.offer.data() + at;
    const Byte* municipality = in.municipality.data() + at;
    const Byte* serious = in.serious.data() + at;
    for (std::size_t i = 0; i < n; ++i)
        b.is_in[i] = static_cast<Byte>(((offer[i] != 2) | (municipality[i] != 7)) &
                                       ((years[i] >= 18) | (serious[i] != 0)));
    Byte* status = out.status[0].data() + at;
    std::int32_t* due = out.due[0].data() + at;
    std::int32_t* left = out.left[0].data() + at;
    add_days(b.due, b.start, usual.guarantee_days, n);
    settle(status, due, left, b.due, in.day[4].data() + at, in.day[14].data() + at, b.is_in,
           static_cast<Byte>(Status::breached), n);
    const Byte* departs = in.departs.data() + at;
    for (std::size_t i = 0; i < n; ++i) {
        const bool is_known = b.start[i] != nil;
        due[i] = is_known ? due[i] : nil;
        left[i] = is_known & (departs[i] == 0) ? left[i] : nil;
    }
    for (std::size_t i = 0; i < n; ++i) {
        int s = b.start[i] != nil ? int{status[i]} : static_cast<int>(Status::not_started);
        s = departs[i] != 0 ? static_cast<int>(Status::waived) : s;
        status[i] = static_cast<Byte>(b.is_in[i] != 0 ? s : 0);
    }
}

FJ_LOOP void applies_of(Byte* __restrict out, const std::int32_t* __restrict day, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<Byte>(day[i] != nil);
}

FJ_LOOP void other_clocks(const HandColumns& in, HandVerdicts& out, std::size_t at, Block& b,
                          const Tables& tables, std::size_t n) {
    const auto day = [&](std::size_t k) { return in.day[k].data() + at; };
    const auto breached = static_cast<Byte>(Status::breached);
    const auto run = [&](std::size_t k, const std::int32_t* done, Byte unused) {
        settle(out.status[k].data() + at, out.due[k].data() + at, out.left[k].data() + at, b.due, done,
               day(14), b.is_in, unused, n);
    };
    const std::int32_t* discharge = day(5);
    const Byte* kind = in.status.data() + at;
    for (std::size_t i = 0; i < n; ++i)
        b.is_in[i] = static_cast<Byte>((discharge[i] != nil) & (kind[i] >= 1) & (kind[i] <= 4));
    look_up(b.due, discharge, tables.one_month.data(), n);
    run(1, day(6), breached);
    look_up(b.due, discharge, tables.six_months.data(), n);
    run(2, day(7), breached);
    applies_of(b.is_in, day(8), n);
    look_up(b.due, day(8), tables.complaint.data(), n);
    run(3, day(9), static_cast<Byte>(Status::expired));
    const Byte* complaint = out.status[3].data() + at;
    for (std::size_t i = 0; i < n; ++i)
        b.is_in[i] = static_cast<Byte>(complaint[i] == static_cast<Byte>(Status::met));
    const std::int32_t* reassessed = day(10);
    const std::int32_t* forwarded = day(11);
    for (std::size_t i = 0; i < n; ++i) {
        const auto first = std::min(reassessed[i], forwarded[i]);
        b.done[i] = first == nil ? std::max(reassessed[i], forwarded[i]) : first;
    }
    add_days(b.due, day(9), usual.reassessment_days, n);
    run(4, b.done, breached);
    const std::int32_t* plan = day(12);
    const std::int32_t* review = day(13);
    for (std::size_t i = 0; i < n; ++i) {
        b.start[i] = review[i] != nil ? review[i] : plan[i];
        b.done[i] = nil;
        b.is_in[i] = static_cast<Byte>((plan[i] != nil) & (discharge[i] == nil));
    }
    look_up(b.due, b.start, tables.six_months.data(), n);
    run(5, b.done, breached);
    applies_of(b.is_in, day(3), n);
    add_days(b.due, day(3), usual.decision_days, n);
    run(6, day(8), breached);
}

FJ_LOOP void sets_of(const HandColumns& in, HandVerdicts& out, std::size_t at, std::size_t n) {
    const auto code = [](Status s) { return static_cast<Byte>(s); };
    const Byte* __restrict years = in.years.data() + at;
    const Byte* __restrict offer = in.offer.data() + at;
    const Byte* __restrict serious = in.serious.data() + at;
    Byte* __restrict eligibility = out.eligibility.data() + at;
    for (std::size_t i = 0; i < n; ++i) {
        const bool is_anonymous = offer[i] == 3;
        const Byte too_young = is_anonymous ? (years[i] < 18) : (years[i] < 15);
        eligibility[i] = too_young != 0 ? 1 : static_cast<Byte>((is_anonymous & (serious[i] != 0)) * 2);
    }
    const Byte* __restrict sessions = in.sessions.data() + at;
    const Byte* __restrict cards = in.cards.data() + at;
    const Byte* __restrict municipality = in.municipality.data() + at;
    Byte* __restrict remaining = out.remaining.data() + at;
    Byte* __restrict gift = out.gift.data() + at;
    Byte* __restrict payment = out.payment.data() + at;
    for (std::size_t i = 0; i < n; ++i) {
        const Byte allowed = std::min<Byte>(7, static_cast<Byte>(sessions[i] >> 1));
        remaining[i] = allowed > cards[i] ? static_cast<Byte>(allowed - cards[i]) : Byte{0};
        gift[i] = cards[i] > allowed ? Byte{2} : static_cast<Byte>(remaining[i] == 0);
        payment[i] = static_cast<Byte>((municipality[i] != 1) & (offer[i] != 3));
    }
    const Byte* __restrict g = out.status[0].data() + at;
    const Byte* __restrict f1 = out.status[1].data() + at;
    const Byte* __restrict f6 = out.status[2].data() + at;
    const Byte* __restrict complaint = out.status[3].data() + at;
    const std::int32_t* __restrict started = in.day[4].data() + at;
    Byte waits[block];
    for (std::size_t i = 0; i < n; ++i) waits[i] = static_cast<Byte>(started[i] == nil);
    Byte* __restrict entitlements = out.entitlements.data() + at;
    Byte* __restrict blocked = out.blocked.data() + at;
    const Byte running = code(Status::running), met = code(Status::met), breached = code(Status::breached);
    for (std::size_t i = 0; i < n; ++i) {
        const bool may = (eligibility[i] == 0) & (offer[i] != 3) & (waits[i] != 0) &
                         ((g[i] == code(Status::not_started)) | (g[i] == running) | (g[i] == breached));
        const bool applies = (g[i] == running) | (g[i] == met) | (g[i] == breached);
        const bool follows = (f1[i] == running) | (f6[i] == running);
        entitlements[i] = static_cast<Byte>(may | (remaining[i] > 0) << 1 | follows << 2 |
                                            (complaint[i] == running) << 3 | applies << 4);
    }
    for (std::size_t i = 0; i < n; ++i) {
        const bool open = (f1[i] == running) | (f1[i] == breached) | (f6[i] == running) | (f6[i] == breached);
        blocked[i] = static_cast<Byte>((eligibility[i] != 0) | (remaining[i] == 0) << 1 |
                                       (complaint[i] == code(Status::expired)) << 2 | open << 3 |
                                       (payment[i] & waits[i]) << 4);
    }
}

}  // namespace

void scalar_loop(const Record* records, Canonical* verdicts, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) decide(records[i], verdicts[i], usual);
}

void scalar_loop(const Record* records, Canonical* verdicts, std::size_t count, const Figures& figures) {
    for (std::size_t i = 0; i < count; ++i) decide(records[i], verdicts[i], figures);
}

HandColumns::HandColumns(const std::vector<Record>& records) {
    for (const Record& r : records) {
        const std::int32_t days[] = {r.contact,    r.youth,       r.parental,    r.application, r.started,
                                     r.discharge,  r.follow_up_1, r.follow_up_6, r.decision,    r.complaint,
                                     r.reassessed, r.forwarded,   r.plan,        r.review,      r.as_of};
        for (std::size_t k = 0; k < std::size(days); ++k) day[k].push_back(days[k]);
        years.push_back(static_cast<Byte>(r.years));
        cards.push_back(static_cast<Byte>(r.cards));
        sessions.push_back(static_cast<Byte>(r.sessions));
        municipality.push_back(r.municipality);
        offer.push_back(static_cast<Byte>(r.offer));
        status.push_back(static_cast<Byte>(r.status));
        serious.push_back(r.serious ? 1 : 0);
        departs.push_back(r.waived || r.free_choice || r.no_show || r.non_cooperation ? 1 : 0);
    }
}

HandVerdicts::HandVerdicts(std::size_t count) {
    for (std::size_t k = 0; k < 7; ++k) {
        status[k].resize(count);
        due[k].resize(count);
        left[k].resize(count);
    }
    for (auto* bytes : {&eligibility, &gift, &remaining, &payment, &entitlements, &blocked})
        bytes->resize(count);
}

Canonical HandVerdicts::at(std::size_t row) const {
    Canonical c{};
    for (std::size_t k = 0; k < 7; ++k) {
        c.status[k] = static_cast<Status>(status[k][row]);
        c.due[k] = due[k][row];
        c.left[k] = left[k][row];
    }
    c.eligibility = eligibility[row];
    c.gift = gift[row];
    c.remaining = remaining[row];
    c.payment = payment[row];
    c.entitlements = entitlements[row];
    c.blocked = blocked[row];
    return c;
}

void column_loop(const HandColumns& in, HandVerdicts& out, std::size_t count) {
    static const Tables tables;
    static Block b;
    for (std::size_t at = 0; at < count; at += block) {
        const auto n = std::min(block, count - at);
        guarantee_of(in, out, at, b, n);
        other_clocks(in, out, at, b, tables, n);
        sets_of(in, out, at, n);
    }
}

}  // namespace fjorten::bench
