// Builds one letter: keeps what is missing, and gives nothing while there is anything.
#pragma once
#include <string>
#include <vector>

#include "letters/letter.h"

namespace fjorten::letters {

class LetterWriter {
  public:
    explicit LetterWriter(const LetterHead& head);

    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(head_.language, key, args);
    }
    std::string day(calendar::Date date) const;
    /// "counselling" -> what the vocabulary calls it.
    std::string service(const std::string& name) const;

    // Each says that `field` is missing when it is empty, and is then to be left out.
    bool need(const std::string& field, const std::string& text);
    bool need(const std::string& field, const std::optional<calendar::Date>& date);

    void heading(std::string_view key);
    void paragraph(std::string text);
    /// The first sentences, larger.
    void lead(std::string text) { add(Paragraph{plain(std::move(text)), Role::lead}); }
    /// What a person typed, its blank lines beginning new paragraphs.
    void written(std::string typed);
    /// `heading` and what was typed, its blank lines beginning new paragraphs; nothing when that is empty.
    void section(std::string_view heading_key, const std::string& typed);
    void add(Block block) { paper_.blocks.push_back(std::move(block)); }
    void doubt(std::string text) { doubts_.push_back(std::move(text)); }
    void rest_on(const rulebook::Rule& rule);

    /// Whether, where and until when one may complain about a decision on that basis. Needs `complaint_to`
    /// where the authority looks at the complaint first.
    void complaint_guidance(LegalBasis basis, const std::string& complaint_to,
                            const std::optional<Contact>& contact);

    /// With greeting, signature and the doubts, or everything that was missing.
    Letter finish(std::string title);

  private:
    void write_social_guidance(const std::string& complaint_to, const std::optional<Contact>& contact);
    void write_way_to(const std::optional<Contact>& contact);
    void write_contact(const Contact& contact);

    const LetterHead& head_;
    Paper paper_;
    std::vector<Missing> missing_;
    std::vector<std::string> doubts_;
};

/// The clock of `edition` that ends when `met_by` happens, of that kind; the first, or nullptr.
const rulebook::Rule* clock_met_by(const rulebook::Library& library, const rulebook::Edition& edition,
                                   std::string_view met_by, rulebook::ClockKind kind);

/// "Serviceloven § 101 ...": the law that was applied, in words.
std::string basis_words(LegalBasis basis, Language language);

}  // namespace fjorten::letters
