#include "answer/icalendar.h"

#include <algorithm>

#include "base/utf8.h"

namespace fjorten::answer {

namespace {

constexpr std::size_t most_bytes_in_line = 75;  // RFC 5545, 3.1; without the line break

// RFC 5545, 3.3.11: backslash, semicolon, comma and line break are written with a backslash.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char32_t point : utf8::code_points(text)) {
        if (point == U'\n') out += "\\n";
        else if (point == U'\\' || point == U';' || point == U',') (out += '\\') += static_cast<char>(point);
        else if (point >= U' ' && !(point >= U'\x7f' && point < U'\xa0')) utf8::append(out, point);
    }
    return out;
}

std::string compact(calendar::Date day) {
    std::string digits = day.iso();
    std::erase(digits, '-');
    return digits;
}

class Writer {
  public:
    /// A content line, folded: what continues it begins with a blank, which counts.
    void line(std::string_view name, std::string_view value) {
        std::string rest = std::string(name) + ":" + std::string(value);
        std::string indent;
        while (indent.size() + rest.size() > most_bytes_in_line) {
            std::size_t cut = most_bytes_in_line - indent.size();
            while ((static_cast<unsigned char>(rest[cut]) & 0xc0U) == 0x80U) --cut;
            text_ += indent + rest.substr(0, cut) + "\r\n";
            rest.erase(0, cut);
            indent = " ";
        }
        text_ += indent + rest + "\r\n";
    }
    void words(std::string_view name, std::string_view text) { line(name, escaped(text)); }
    std::string take() { return std::move(text_); }

  private:
    std::string text_;
};

}  // namespace

std::string to_icalendar(std::span<const CalendarDay> days, calendar::Date made, std::string_view name) {
    Writer writer;
    writer.line("BEGIN", "VCALENDAR");
    writer.line("VERSION", "2.0");
    writer.line("PRODID", "-//Fjorten//Fjorten//DA");
    writer.line("CALSCALE", "GREGORIAN");
    writer.words("X-WR-CALNAME", name);
    for (const CalendarDay& one : days) {
        writer.line("BEGIN", "VEVENT");
        writer.words("UID", one.uid);
        writer.line("DTSTAMP", compact(made) + "T000000Z");
        writer.line("DTSTART;VALUE=DATE", compact(one.day));
        writer.line("DTEND;VALUE=DATE", compact(one.day.plus_days(1)));
        writer.words("SUMMARY", one.title);
        writer.words("DESCRIPTION", one.details);
        writer.line("CLASS", "PRIVATE");
        writer.line("TRANSP", "TRANSPARENT");
        writer.line("BEGIN", "VALARM");
        writer.line("ACTION", "DISPLAY");
        writer.line("TRIGGER", "-P1D");
        writer.words("DESCRIPTION", one.title);
        writer.line("END", "VALARM");
        writer.line("END", "VEVENT");
    }
    writer.line("END", "VCALENDAR");
    return writer.take();
}

}  // namespace fjorten::answer
