#include "web/work_new_case.h"

#include <algorithm>
#include <array>

#include "answer/json_writer.h"
#include "service/cpr.h"
#include "web/case_form.h"
#include "web/typed_value.h"
#include "web/work_date.h"

namespace fjorten::web {

namespace {

using calendar::Date;

// Names of the form's fields and where they are kept.
using Member = std::string NewCase::*;
constexpr std::array<std::pair<const char*, Member>, 21> members = {{
    {"name", &NewCase::name},
    {"name_unknown", &NewCase::name_unknown},
    {"on", &NewCase::on},
    {"channel", &NewCase::channel},
    {"by", &NewCase::by},
    {"own_wish", &NewCase::own_wish},
    {"reach", &NewCase::reach},
    {"protected", &NewCase::is_protected},
    {"cpr", &NewCase::cpr},
    {"born", &NewCase::born},
    {"adult", &NewCase::adult},
    {"residence", &NewCase::residence},
    {"address", &NewCase::address},
    {"telephone", &NewCase::telephone},
    {"email", &NewCase::email},
    {"interpreter", &NewCase::interpreter},
    {"substance", &NewCase::substance},
    {"unit", &NewCase::unit},
    {"assigned_to", &NewCase::assigned_to},
    {"from", &NewCase::from},
    {"anyway", &NewCase::anyway},
}};

class CaseWriter {
  public:
    CaseWriter(const WorkSetting& setting, const NewCase& typed, const std::string& municipality)
        : setting_(setting),
          typed_(typed),
          municipality_(municipality),
          json_(text_, answer::JsonStyle::compact) {}

    void write() {
        if (typed_.name.empty() && typed_.name_unknown.empty()) problem("name", "work.mistake.name");
        const auto on = event_day();
        if (!typed_.cpr.empty() && !service::read_cpr(typed_.cpr)) problem("cpr", "work.mistake.cpr");
        json_.open_object();
        write_person();
        write_facts();
        json_.key("events");
        json_.open_list();
        if (on) write_contact(*on);
        json_.close_list();
        json_.close_object();
    }

    std::string take_text() { return std::move(text_); }
    std::vector<Problem> take_problems() { return std::move(problems_); }

  private:
    void problem(std::string field, std::string_view key) {
        problems_.push_back({std::move(field), setting_.say(key)});
    }

    std::optional<Date> event_day() {
        if (typed_.on.empty()) {
            problem("on", "web.mistake.event_day");
            return std::nullopt;
        }
        const auto day = read_work_date(typed_.on, setting_.today);
        if (!day) {
            problems_.push_back({"on", words_of(day.error(), setting_.language())});
            return std::nullopt;
        }
        if (*day > setting_.today) problem("on", "work.mistake.future");
        return *day;
    }

    void write_person() {
        json_.key("person");
        json_.open_object();
        const auto cpr = service::read_cpr(typed_.cpr);
        std::optional<Date> born = cpr ? std::optional(cpr->born) : std::nullopt;
        if (!born && !typed_.born.empty()) {
            const auto typed = read_typed_date(typed_.born);
            if (typed) born = *typed;
            else problems_.push_back({"born", words_of(typed.error(), setting_.language())});
        }
        if (born) {
            json_.key("born");
            json_.date(*born);
        } else if (typed_.adult == "yes" || typed_.adult == "no") {
            json_.key("adult");
            json_.boolean(typed_.adult == "yes");
        }
        if (typed_.residence == "own" || typed_.residence == "other") {
            json_.key("residence");
            json_.text(typed_.residence == "own" ? std::string_view(municipality_) : elsewhere);
        }
        json_.close_object();
    }

    void write_facts() {
        json_.key("facts");
        json_.open_object();
        const auto& vocabulary = setting_.library.vocabulary;
        const auto tell = [&](const std::string& fact, const std::string& value) {
            const rulebook::Fact* const known = vocabulary.find_fact(fact);
            if (known == nullptr || value.empty()) return;
            json_.key(fact);
            if (const auto key = write_typed_value(json_, known->type, value)) problem("fact." + fact, *key);
        };
        tell("substance_kind", typed_.substance);
        for (const auto& [fact, value] : typed_.facts) tell(fact, value);
        json_.close_object();
    }

    void write_contact(Date on) {
        const auto& vocabulary = setting_.library.vocabulary;
        const auto type = vocabulary.find_event("contact_received");
        json_.open_object();
        json_.key("on");
        json_.date(on);
        json_.key("event");
        json_.text("contact_received");
        for (const auto& [name, value] : {std::pair{"channel", typed_.channel}, std::pair{"by", typed_.by},
                                          std::pair{"own_wish", typed_.own_wish}}) {
            const auto index = type ? vocabulary.events[*type].field_index(name) : std::nullopt;
            if (!index || value.empty()) continue;
            json_.key(name);
            if (const auto key =
                    write_typed_value(json_, vocabulary.events[*type].fields[*index].type, value))
                problem(name, *key);
        }
        json_.close_object();
    }

    const WorkSetting& setting_;
    const NewCase& typed_;
    const std::string& municipality_;
    std::string text_;
    answer::JsonWriter json_;
    std::vector<Problem> problems_;
};

constexpr std::string_view fact_prefix = "fact.";

}  // namespace

NewCase blank_new_case(const WorkSetting& setting) {
    NewCase typed;
    typed.on = field_date(setting.today);
    typed.by = "citizen";
    typed.substance = "drugs";
    typed.unit = setting.who.unit;
    typed.assigned_to = setting.who.account_id;
    return typed;
}

NewCase read_new_case(const Fields& sent, const rulebook::Vocabulary& vocabulary) {
    NewCase typed;
    for (const auto& [name, member] : members) typed.*member = std::string(value_of(sent, name));
    for (const auto& [name, value] : sent) {
        if (!name.starts_with(fact_prefix) || value.empty()) continue;
        const std::string fact = name.substr(fact_prefix.size());
        if (vocabulary.find_fact(fact) != nullptr) typed.facts.emplace_back(fact, value);
    }
    return typed;
}

Fields fields_of(const NewCase& typed) {
    Fields fields;
    for (const auto& [name, member] : members) {
        if (!(typed.*member).empty()) fields.emplace_back(name, typed.*member);
    }
    for (const auto& [fact, value] : typed.facts) fields.emplace_back(std::string(fact_prefix) + fact, value);
    return fields;
}

std::expected<service::OpenCase, std::vector<Problem>> to_case(const WorkSetting& setting,
                                                               const NewCase& typed,
                                                               const std::string& municipality) {
    CaseWriter writer(setting, typed, municipality);
    writer.write();
    auto problems = writer.take_problems();
    auto document = read_document(writer.take_text(), "case");
    if (!document && problems.empty()) problems.push_back({"name", setting.say("web.mistake.characters")});
    if (!problems.empty()) return std::unexpected(std::move(problems));
    const auto cpr = service::read_cpr(typed.cpr);
    service::OpenCase command;
    command.person = {.name = typed.name_unknown.empty() ? typed.name : std::string{},
                      .cpr = cpr ? cpr->digits : std::string{},
                      .address = typed.address,
                      .telephone = typed.telephone,
                      .email = typed.email,
                      .is_protected = typed.is_protected == "yes",
                      .reach_safely = typed.reach,
                      .interpreter = typed.interpreter};
    command.case_file = std::move(*document);
    command.unit = typed.unit;
    command.assigned_to = typed.assigned_to;
    return command;
}

}  // namespace fjorten::web
