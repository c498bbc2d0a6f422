// Documents in a case: letters kept exactly as they were sent, and what came in. The entry says what a
// document is about; its content is kept beside the entry, sealed under the person's key, read on its own.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "calendar/date.h"

namespace fjorten::service {

/// `internal`: made here and sent to nobody.
enum class Direction { incoming, outgoing, internal };

std::string_view name_of(Direction direction);
std::optional<Direction> direction_from(std::string_view name);

/// What the list of documents shows (the journal of offentlighedsloven § 15).
struct DocumentDetails {
    std::string title;
    std::string summary;  // briefly what it says, where the title does not
    Direction direction = Direction::incoming;
    std::string correspondent;  // from whom or to whom
    std::string media_type;     // what the content is, found by looking at it
    std::string file_name;      // as it was called where it came from; may be empty
    std::int64_t bytes = 0;
    std::string about;  // id of the event that it belongs to, or empty
};

/// Puts a document into a case. `invalid` if the content is none of the kinds below, or not what
/// `media_type` says.
struct FileDocument {
    std::string case_id;
    std::int64_t expected_version = 0;
    std::string title, summary;
    Direction direction = Direction::incoming;
    std::optional<calendar::Date> dated;  // received, sent or made; empty = today
    std::string correspondent;
    std::string media_type;  // empty = whatever the content is
    std::string file_name;
    std::string content;
    std::string about;  // id of an event of the case
};

struct FiledDocument {
    DocumentDetails details;
    std::int64_t version = 0;  // of the entry
    calendar::Date dated;
    calendar::Date recorded_on;
    std::string content;
};

/// An entry that is not given to whoever asks to see the file, and why.
struct Withheld {
    std::int64_t version = 0;
    std::string reason;
    bool operator==(const Withheld&) const = default;
};

/// A case as it is given out: one PDF, and the same as JSON.
struct CopiedCase {
    std::string pdf, json;
    std::vector<FiledDocument> documents;
};

inline constexpr std::size_t most_document_bytes = std::size_t{10} * 1024 * 1024;

/// A letter as the room `letters` keeps it: JSON, from which it is shown and printed again.
inline constexpr std::string_view letter_type = "application/vnd.fjorten.letter+json";

/// What `content` is by its own bytes: application/pdf, image/png, image/jpeg or text/plain. Nothing else is
/// taken, whatever it is called.
std::optional<std::string_view> kind_of_content(std::string_view content);

/// What is wrong with the document itself, each under the name of its field. Pure.
Diagnostics check_document(const FileDocument& command, calendar::Date today);
/// The last part of a path, without what a file name should not have; at most 120 characters.
std::string tidied_file_name(std::string_view name);

}  // namespace fjorten::service
