#include "api/letters_body.h"

#include "api/body_reader.h"
#include "api/json_shapes.h"
#include "letters/paper_json.h"

namespace fjorten::api {

namespace {

/// The parts that every such body has: the day and the language of the letter.
class LetterBody {
  public:
    LetterBody(const Document& body, std::vector<std::string> keys)
        : body_(body), reader_(body, with_common(std::move(keys))) {}

    std::string text(std::string_view key) { return reader_.text(key); }
    calendar::Date on(calendar::Date today) {
        const std::string said = reader_.text("on");
        if (said.empty()) return today;
        if (const auto day = calendar::Date::parse(said)) return *day;
        mistakes_.push_back(body_.diagnose(*body_.root.find("on"), "case_expected_date", {said}));
        return today;
    }
    Language language() {
        const std::string said = reader_.text("language");
        if (!said.empty() && said != "da" && said != "en")
            mistakes_.push_back(
                body_.diagnose(*body_.root.find("language"), "case_expected_choice", {said, "da, en"}));
        return said == "en" ? Language::en : Language::da;
    }
    /// A map of texts; nothing if it is not there.
    std::map<std::string, std::string> texts(std::string_view key) {
        std::map<std::string, std::string> found;
        const Node* const map = body_.root.find(key);
        if (map == nullptr || map->is_null()) return found;
        if (!map->is_map())
            mistakes_.push_back(body_.diagnose(*map, "case_expected_map", {std::string(key)}));
        for (const auto& [name, value] : map->entries) {
            if (value.is_scalar()) found.emplace(name.text, value.text);
            else mistakes_.push_back(body_.diagnose(value, "case_expected_text", {name.text}));
        }
        return found;
    }
    std::vector<service::Withheld> withheld() {
        std::vector<service::Withheld> found;
        const Node* const list = body_.root.find("withheld");
        if (list == nullptr || list->is_null()) return found;
        if (!list->is_list()) mistakes_.push_back(body_.diagnose(*list, "case_expected_list", {"withheld"}));
        for (const Node& item : list->items) {
            BodyReader reader(body_, item, {"version", "reason"});
            found.push_back({.version = reader.number("version"), .reason = reader.text_needed("reason")});
            add(reader.take_mistakes());
        }
        return found;
    }
    template <class T>
    std::expected<T, Diagnostics> done(T told) {
        add(reader_.take_mistakes());
        if (!mistakes_.empty()) return std::unexpected(std::move(mistakes_));
        return told;
    }

  private:
    static std::vector<std::string> with_common(std::vector<std::string> keys) {
        keys.insert(keys.end(), {"on", "language"});
        return keys;
    }
    void add(Diagnostics more) {
        for (auto& mistake : more) mistakes_.push_back(std::move(mistake));
    }

    const Document& body_;
    BodyReader reader_;
    Diagnostics mistakes_;
};

}  // namespace

std::string letter_json(const service::CaseLetter& letter) {
    static const std::vector<letters::Missing> nothing;
    Json json;
    json.object([&] {
        json.text("about", letter.about->id);
        json.flag("gives_guidance", letter.gives_guidance);
        if (letter.letter) json.raw("letter", letters::to_json(*letter.letter));
        else json.null("letter");
        json.list("lacks", letter.letter ? nothing : letter.letter.error(), [&](const auto& one) {
            json.object([&] {
                json.text("field", one.field);
                json.text("text", one.sentence);
            });
        });
        json.list("not_printed", letter.not_printed, [&](const auto& one) {
            json.object([&] {
                json.text("name", one.called);
                json.text_or_null("standing", one.standing ? service::name_of(*one.standing) : "");
            });
        });
        json.day("sent_on", letter.sent == nullptr ? std::nullopt : std::optional(letter.sent->occurred_on));
        json.number_or_null("document", letter.kept == nullptr ? 0 : letter.kept->version);
    });
    return json.take();
}

std::expected<service::SendLetter, Diagnostics> letter_from(const Document& body, calendar::Date today) {
    LetterBody read(body, {"channel", "texts"});
    service::SendLetter told{.case_id = {},
                             .expected_version = 0,
                             .order = {.day = read.on(today), .signed_by = {}, .texts = read.texts("texts")},
                             .channel = read.text("channel")};
    told.order.language = read.language();
    return read.done(std::move(told));
}

std::expected<service::TakeStep, Diagnostics> step_from(const Document& body, calendar::Date today) {
    LetterBody read(body, {"step", "result", "how", "reasons", "remarks", "text"});
    service::TakeStep told{.case_id = {},
                           .expected_version = 0,
                           .complaint = {},
                           .step = read.text("step"),
                           .on = read.on(today),
                           .language = read.language(),
                           .result = read.text("result"),
                           .how = read.text("how"),
                           .reasons = read.text("reasons"),
                           .remarks = read.text("remarks"),
                           .text = read.text("text")};
    return read.done(std::move(told));
}

std::expected<service::GiveFile, Diagnostics> file_answer_from(const Document& body, calendar::Date today) {
    LetterBody read(body, {"remarks", "withheld"});
    service::GiveFile told{.case_id = {},
                           .expected_version = 0,
                           .on = read.on(today),
                           .language = read.language(),
                           .remarks = read.text("remarks"),
                           .withheld = read.withheld()};
    return read.done(std::move(told));
}

}  // namespace fjorten::api
