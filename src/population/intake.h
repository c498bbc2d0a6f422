// Cases from lines: a case file as JSON per line, or a table whose first line names its columns.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "casefile/casefile.h"

namespace fjorten::population {

struct IntakeCase {
    std::string id;                    // as told; else the number of the line
    std::optional<calendar::Date> on;  // the day this case is asked about, where it says so
    casefile::CaseFile file;
};

/// How the lines of one input are to be read. Format: docs/formats/population.md.
class Intake {
  public:
    enum class Format { json_lines, table };
    Intake(Format format, std::string file, const rulebook::Vocabulary& vocabulary)
        : format_(format), file_(std::move(file)), vocabulary_(vocabulary) {}

    bool has_header() const { return format_ == Format::table; }
    /// Takes the first line of a table; mistakes are names of columns that nothing is called.
    Diagnostics read_header(std::string_view line);
    /// `number` counts lines from 1. Safe from several threads at once.
    std::expected<IntakeCase, Diagnostics> read(std::string_view line, int number) const;

  private:
    struct Column {
        enum class Holds { id, on, standard, anonymous, person, fact, event, field } holds = Holds::id;
        std::string name;       // of the key, fact, event or field
        std::size_t event = 0;  // events: which of them
    };
    std::optional<Column> column_of(std::string_view name);
    std::expected<Document, Diagnostics> table_row(std::string_view line, int number) const;

    Format format_;
    std::string file_;
    const rulebook::Vocabulary& vocabulary_;
    std::vector<Column> columns_;
    std::vector<std::string> events_;  // the name of each event column, "session_held#2"
};

}  // namespace fjorten::population
