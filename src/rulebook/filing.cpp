#include "rulebook/filing.h"

#include <algorithm>
#include <cmath>

#include "rulebook/reading.h"

namespace fjorten::rulebook {

namespace {

constexpr int grown_up = 18;
constexpr double fewest_bits = 60;  // of a return code: decision 0019

class FilingReader {
  public:
    FilingReader(const Document& document, const Library& library)
        : report_(document), library_(library), vocabulary_(library.vocabulary) {}

    std::expected<Filing, Diagnostics> read() {
        const Keys keys(report_, report_.document().root,
                        {"facet", "subjects", "keeping", "complaints", "return_code"});
        Filing filing;
        if (const Node* const facet = keys.need("facet"))
            filing.facet = read_text(report_, *facet).value_or("");
        if (const Node* const subjects = keys.need("subjects")) {
            for (const Node* const subject : read_list(report_, *subjects))
                filing.subjects.push_back(read_subject(*subject));
        }
        if (const Node* const keeping = keys.need("keeping")) {
            for (const Node* const one : read_list(report_, *keeping))
                filing.keeping.push_back(read_keeping(*one));
        }
        if (const Node* const complaints = keys.need("complaints")) {
            for (const Node* const way : read_list(report_, *complaints))
                filing.complaints.push_back(read_way(*way));
        }
        if (const Node* const code = keys.find("return_code")) filing.return_code = read_return_code(*code);
        auto wrong = report_.take();
        if (!wrong.empty()) return std::unexpected(std::move(wrong));
        return filing;
    }

  private:
    Subject read_subject(const Node& node) {
        const Keys keys(report_, node,
                        {"id", "number", "label", "services", "age", "basis", "confirmed", "doubt"});
        Subject subject;
        if (const Node* const id = keys.need("id")) subject.id = read_id(report_, *id).value_or("");
        if (const Node* const number = keys.need("number"))
            subject.number = read_text(report_, *number).value_or("");
        if (const Node* const label = keys.need("label")) subject.label = read_bilingual(report_, *label);
        if (const Node* const services = keys.find("services")) {
            Words names;
            for (const auto& service : vocabulary_.services) names.push_back(service.name);
            for (const Node* const service : read_list(report_, *services)) {
                if (read_choice(report_, *service, names, "rulebook_unknown_service"))
                    subject.services.push_back(service->text);
            }
        }
        if (const Node* const age = keys.find("age"))
            subject.age =
                read_enum<Subject::Age>(
                    report_, *age, {{"under_18", Subject::Age::under_18}, {"adult", Subject::Age::adult}})
                    .value_or(Subject::Age::any);
        read_standing(keys, subject);
        return subject;
    }

    Keeping read_keeping(const Node& node) {
        const Keys keys(report_, node,
                        {"id", "what", "keep", "title", "text", "basis", "confirmed", "doubt"});
        Keeping keeping;
        if (const Node* const id = keys.need("id")) keeping.id = read_id(report_, *id).value_or("");
        if (const Node* const what = keys.need("what"))
            keeping.what =
                read_enum<Keeping::What>(report_, *what,
                                         {{"social_case", Keeping::What::social_case},
                                          {"health_notes", Keeping::What::health_notes},
                                          {"without_name", Keeping::What::anonymous_contact},
                                          {"course_without_name", Keeping::What::anonymous_course},
                                          {"health_notes_of_others", Keeping::What::health_notes_of_others}})
                    .value_or(Keeping::What::social_case);
        if (const Node* const keep = keys.find("keep")) keeping.keep = read_period(report_, *keep);
        if (const Node* const title = keys.need("title")) keeping.title = read_bilingual(report_, *title);
        if (const Node* const text = keys.need("text")) keeping.text = read_bilingual(report_, *text);
        read_standing(keys, keeping);
        return keeping;
    }

    ComplaintWay read_way(const Node& node) {
        const Keys keys(report_, node, {"about", "step", "rules"});
        ComplaintWay way;
        const auto event = vocabulary_.find_event("complaint_received");
        const auto field = event ? vocabulary_.events[*event].field_index("about") : std::nullopt;
        const Words kinds = field ? vocabulary_.events[*event].fields[*field].type.choices : Words{};
        if (const Node* const about = keys.need("about")) {
            for (const Node* const one : one_or_many(*about)) {
                if (read_choice(report_, *one, kinds)) way.about.push_back(one->text);
            }
        }
        if (const Node* const step = keys.find("step"))
            way.step = read_enum<ComplaintWay::Step>(report_, *step,
                                                     {{"first", ComplaintWay::Step::first},
                                                      {"appeal", ComplaintWay::Step::appeal},
                                                      {"time", ComplaintWay::Step::time}})
                           .value_or(ComplaintWay::Step::first);
        if (const Node* const rules = keys.need("rules")) {
            for (const Node* const rule : read_list(report_, *rules)) {
                if (is_known(rule->text, way.step)) way.rules.push_back(rule->text);
                else report_.error(*rule, "filing_unknown_route", {rule->text});
            }
        }
        return way;
    }

    ReturnCode read_return_code(const Node& node) {
        const Keys keys(report_, node, {"words", "from"});
        ReturnCode code;
        if (const Node* const words = keys.need("words"))
            code.words = static_cast<std::size_t>(read_integer(report_, *words, 1, 20).value_or(0));
        if (const Node* const from = keys.need("from")) {
            for (const Node* const word : read_list(report_, *from)) {
                if (is_plain_word(word->text)) code.from.push_back(word->text);
                else report_.error(*word, "filing_no_word", {word->text});
            }
        }
        std::ranges::sort(code.from);
        const auto twice = std::ranges::unique(code.from);
        code.from.erase(twice.begin(), twice.end());
        const double bits = code.from.empty() ? 0
                                              : static_cast<double>(code.words) *
                                                    std::log2(static_cast<double>(code.from.size()));
        if (bits < fewest_bits)
            report_.error(node, "filing_guessable", {std::to_string(static_cast<int>(bits))});
        return code;
    }

    static bool is_plain_word(std::string_view word) {
        return word.size() >= 3 && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    }

    // In any edition: an old one may have a route that a new one has not.
    bool is_known(std::string_view id, ComplaintWay::Step step) const {
        for (const auto& [name, authority] : library_.authorities) {
            for (const Edition& edition : authority.editions) {
                const auto rule = std::ranges::find(edition.rules, id, &Rule::id);
                if (rule == edition.rules.end()) continue;
                if (step == ComplaintWay::Step::time ? rule->clock.has_value() : rule->route.has_value())
                    return true;
            }
        }
        return false;
    }

    template <class T>
    void read_standing(const Keys& keys, T& to) {
        if (const Node* const basis = keys.need("basis")) to.basis = read_text(report_, *basis).value_or("");
        if (const Node* const confirmed = keys.need("confirmed"))
            to.is_confirmed = read_flag(report_, *confirmed).value_or(false);
        // What nobody has confirmed says what there is to check.
        const Node* const doubt = to.is_confirmed ? keys.find("doubt") : keys.need("doubt");
        if (doubt != nullptr) to.doubt = read_bilingual(report_, *doubt);
    }

    Report report_;
    const Library& library_;
    const Vocabulary& vocabulary_;
};

bool fits(const Subject& subject, std::string_view service, std::optional<int> age) {
    const bool is_service =
        subject.services.empty() || std::ranges::find(subject.services, service) != subject.services.end();
    switch (subject.age) {
        case Subject::Age::any: return is_service;
        case Subject::Age::under_18: return is_service && age && *age < grown_up;
        case Subject::Age::adult: return is_service && (!age || *age >= grown_up);
    }
    return false;
}

}  // namespace

std::expected<Filing, Diagnostics> read_filing(const Document& document, const Library& library) {
    return FilingReader(document, library).read();
}

const Subject* subject_of(const Filing& filing, std::string_view service, std::optional<int> age) {
    const auto subject =
        std::ranges::find_if(filing.subjects, [&](const Subject& one) { return fits(one, service, age); });
    return subject == filing.subjects.end() ? nullptr : &*subject;
}

}  // namespace fjorten::rulebook
