#include "service/document.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/document.h"
#include "base/utf8.h"
#include "service/decide.h"

namespace fjorten::service {

namespace {

constexpr std::array directions = {std::pair{Direction::incoming, std::string_view("in")},
                                   std::pair{Direction::outgoing, std::string_view("out")},
                                   std::pair{Direction::internal, std::string_view("internal")}};

constexpr std::size_t most_file_name_characters = 120;
// Where readers of PDF look for its end.
constexpr std::size_t end_of_pdf = 2048;

bool is_pdf(std::string_view content) {
    return content.starts_with("%PDF-") &&
           content.substr(content.size() - std::min(content.size(), end_of_pdf)).contains("%%EOF");
}

// ISO/IEC 15948, 5.2: the signature, and the chunk that has to be the first.
bool is_png(std::string_view content) {
    static constexpr std::string_view signature("\x89PNG\r\n\x1a\n", 8);
    return content.starts_with(signature) && content.size() > 45 && content.substr(12, 4) == "IHDR";
}

// ITU-T T.81: begins with SOI and another marker, ends with EOI (some cameras pad what comes after).
bool is_jpeg(std::string_view content) {
    return content.starts_with("\xFF\xD8\xFF") && content.contains("\xFF\xD9");
}

bool is_plain(std::string_view content) {
    const auto is_printed = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 ? byte != 0x7F : c == '\n' || c == '\r' || c == '\t';
    };
    return !content.empty() && utf8::is_valid(content) && std::ranges::all_of(content, is_printed);
}

void check_text(std::string_view text, const char* field, std::size_t most, Diagnostics& mistakes) {
    if (!utf8::is_valid(text)) mistakes.push_back(mistake_in(field, "record_not_utf8"));
    else if (utf8::length(text) > most)
        mistakes.push_back(mistake_in(field, "record_text_too_long", {std::to_string(most)}));
}

void check_content(const FileDocument& command, Diagnostics& mistakes) {
    if (command.content.empty()) {
        mistakes.push_back(mistake_in("content", "record_no_content"));
    } else if (command.content.size() > most_document_bytes) {
        mistakes.push_back(mistake_in("content", "record_document_too_large",
                                      {std::to_string(most_document_bytes / (1024 * 1024))}));
    } else if (command.media_type == letter_type) {
        if (!read_document(command.content, "letter.json"))
            mistakes.push_back(mistake_in("content", "record_no_letter"));
    } else {
        const auto kind = kind_of_content(command.content);
        if (!kind) mistakes.push_back(mistake_in("content", "record_document_kind"));
        else if (!command.media_type.empty() && command.media_type != *kind)
            mistakes.push_back(mistake_in("content", "record_document_other_kind",
                                          {command.media_type, std::string(*kind)}));
    }
}

}  // namespace

std::string_view name_of(Direction direction) {
    return std::ranges::find(directions, direction, [](const auto& one) { return one.first; })->second;
}

std::optional<Direction> direction_from(std::string_view name) {
    const auto found = std::ranges::find(directions, name, [](const auto& one) { return one.second; });
    return found == directions.end() ? std::nullopt : std::optional(found->first);
}

std::optional<std::string_view> kind_of_content(std::string_view content) {
    if (is_pdf(content)) return "application/pdf";
    if (is_png(content)) return "image/png";
    if (is_jpeg(content)) return "image/jpeg";
    // What begins like a PDF and is none is no text either.
    if (is_plain(content) && !content.starts_with("%PDF-")) return "text/plain";
    return std::nullopt;
}

Diagnostics check_document(const FileDocument& command, calendar::Date today) {
    Diagnostics mistakes;
    if (is_blank(command.title)) mistakes.push_back(mistake_in("title", "record_no_title"));
    check_text(command.title, "title", most_name_characters, mistakes);
    check_text(command.summary, "summary", most_detail_characters, mistakes);
    check_text(command.correspondent, "correspondent", most_name_characters, mistakes);
    check_text(command.file_name, "file_name", most_detail_characters, mistakes);
    if (command.dated && *command.dated > today)
        mistakes.push_back(mistake_in("dated", "record_future_day", {command.dated->iso(), today.iso()}));
    check_content(command, mistakes);
    return mistakes;
}

std::string tidied_file_name(std::string_view name) {
    if (const auto slash = name.find_last_of("/\\"); slash != std::string_view::npos)
        name.remove_prefix(slash + 1);
    std::u32string kept;
    for (const char32_t c : utf8::code_points(std::string(name))) {
        const bool is_unfit = c < 0x20 || c == 0x7F || std::u32string_view(U"\"*:<>?|").contains(c) ||
                              (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
                              (c >= 0x2066 && c <= 0x2069);
        if (!is_unfit && kept.size() < most_file_name_characters) kept += c;
    }
    while (!kept.empty() && (kept.front() == U'.' || kept.front() == U' ')) kept.erase(0, 1);
    return utf8::from_code_points(kept);
}

}  // namespace fjorten::service
