#include "letters/certificate_paper.h"

#include "answer/figures.h"
#include "answer/source_words.h"
#include "answer/words.h"

namespace fjorten::letters {

namespace {

class Writer {
  public:
    explicit Writer(const CertificateFacts& facts) : facts_(facts), clock_(facts.clock) {}

    Paper write() {
        paper_.language = facts_.language;
        paper_.title = say("letters.certificate.title");
        paper_.sender = "Fjorten";
        paper_.head = {
            {say("letters.certificate.municipality"), facts_.evaluation.standard->name.in(facts_.language)},
            {say("letters.certificate.issued"), day(facts_.issued)},
            {say("letters.certificate.on"), day(facts_.evaluation.on)}};
        paper_.footer = say("letters.certificate.title");
        result();
        facts();
        rule();
        check();
        return std::move(paper_);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(facts_.language, key, args);
    }
    std::string day(calendar::Date date) const { return answer::long_date(date, facts_.language); }
    void head(std::string_view key) { paper_.blocks.emplace_back(Heading{.level = 3, .text = say(key)}); }
    void line(std::string text, Role role = Role::body) {
        paper_.blocks.emplace_back(Paragraph{.text = plain(std::move(text)), .role = role});
    }

    void result() {
        const std::string title = clock_.rule->title.in(facts_.language);
        line(clock_.due ? say("letters.certificate.due", {title, day(*clock_.due)}) : title, Role::lead);
        line(say("letters.certificate.state",
                 {answer::capitalised(answer::state_words(clock_.state, facts_.language))}));
    }

    std::string event(const engine::Reason& reason) const {
        const std::string words =
            answer::event_words(facts_.library.vocabulary, reason.event, facts_.language);
        return say(reason.presumed ? "letters.certificate.presumed" : "letters.certificate.event",
                   {words, day(reason.on)});
    }

    void facts() {
        head("letters.certificate.facts");
        List list;
        for (const auto& reason : clock_.because) list.items.push_back(plain(event(reason)));
        if (clock_.ended_by)
            list.items.push_back(plain(say("letters.certificate.ended", {event(*clock_.ended_by)})));
        paper_.blocks.emplace_back(std::move(list));
        line(say("letters.certificate.told"), Role::source);
    }

    // How the day follows from the first, and what moved it.
    void calendar() {
        const auto& form = *clock_.rule->clock;
        if (clock_.started && clock_.due && form.within) {
            const std::string period = form.working_days
                                           ? answer::working_days_words(*form.within, facts_.language)
                                           : answer::period_words(*form.within, facts_.language);
            line(say("letters.certificate.sum",
                     {day(*clock_.started), period, day(clock_.raw_due.value_or(*clock_.due))}));
        }
        if (clock_.moved_by && clock_.raw_due && clock_.due)
            line(say("letters.certificate.moved",
                     {day(*clock_.raw_due), answer::closed_day_words(*clock_.moved_by, facts_.language),
                      day(*clock_.due)}));
        for (const auto& closed : clock_.moved_over) {
            if (closed != clock_.moved_by)
                line(say("letters.certificate.over", {answer::closed_day_words(closed, facts_.language)}),
                     Role::source);
        }
    }

    void rule() {
        head("letters.certificate.rule");
        line(clock_.rule->text.in(facts_.language));
        calendar();
        for (const auto& source : answer::source_words(*clock_.rule, *clock_.edition, facts_.language))
            line(source, Role::source);
        line(say("letters.certificate.edition",
                 {clock_.edition->name.in(facts_.language),
                  answer::plain_date(clock_.edition->from, facts_.language), facts_.rulebooks}),
             Role::source);
        if (!clock_.rule->doubt.in(facts_.language).empty() && !clock_.rule->settled)
            paper_.blocks.emplace_back(Note{
                .tone = Tone::doubt,
                .title = say("letters.certificate.doubt"),
                .paragraphs = {plain(answer::without_row_numbers(clock_.rule->doubt.in(facts_.language)))}});
    }

    void check() {
        head("letters.certificate.check");
        line(say("letters.certificate.check.how"));
        line(say("letters.certificate.key", {facts_.public_key}), Role::source);
        paper_.blocks.emplace_back(facts_.code);
    }

    const CertificateFacts& facts_;
    const engine::ClockResult& clock_;
    Paper paper_;
};

}  // namespace

Paper certificate_paper(const CertificateFacts& facts) { return Writer(facts).write(); }

}  // namespace fjorten::letters
