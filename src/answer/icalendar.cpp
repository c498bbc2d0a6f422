#include "answer/icalendar.h"

#include <algorithm>

#include <fmt/format.h>

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

std::string clock_time(calendar::Date day, int minutes) {
    const calendar::Date on = day.plus_days(minutes / (24 * 60));
    return fmt::format("{}T{:02}{:02}00", compact(on), minutes / 60 % 24, minutes % 60);
}

// Since 1996: the last Sundays of March and October, at one o'clock UTC (directive 2000/84/EC).
void write_zone(Writer& writer) {
    writer.line("BEGIN", "VTIMEZONE");
    writer.line("TZID", "Europe/Copenhagen");
    for (const bool is_summer : {true, false}) {
        const char* const name = is_summer ? "DAYLIGHT" : "STANDARD";
        writer.line("BEGIN", name);
        writer.line("DTSTART", is_summer ? "19960331T020000" : "19961027T030000");
        writer.line("TZOFFSETFROM", is_summer ? "+0100" : "+0200");
        writer.line("TZOFFSETTO", is_summer ? "+0200" : "+0100");
        writer.line("RRULE", fmt::format("FREQ=YEARLY;BYMONTH={};BYDAY=-1SU", is_summer ? 3 : 10));
        writer.line("END", name);
    }
    writer.line("END", "VTIMEZONE");
}

void write_time(Writer& writer, const CalendarTime& one, calendar::Date made) {
    writer.line("BEGIN", "VEVENT");
    writer.words("UID", one.uid);
    writer.line("DTSTAMP", compact(made) + "T000000Z");
    writer.line("DTSTART;TZID=Europe/Copenhagen", clock_time(one.day, one.begins));
    writer.line("DTEND;TZID=Europe/Copenhagen", clock_time(one.day, one.begins + one.minutes));
    writer.words("SUMMARY", one.title);
    writer.words("DESCRIPTION", one.details);
    writer.line("CLASS", "PRIVATE");
    writer.line("END", "VEVENT");
}

}  // namespace

std::string to_icalendar(std::span<const CalendarDay> days, calendar::Date made, std::string_view name) {
    return to_icalendar({}, days, made, name);
}

std::string to_icalendar(std::span<const CalendarTime> times, std::span<const CalendarDay> days,
                         calendar::Date made, std::string_view name) {
    Writer writer;
    writer.line("BEGIN", "VCALENDAR");
    writer.line("VERSION", "2.0");
    writer.line("PRODID", "-//Fjorten//Fjorten//DA");
    writer.line("CALSCALE", "GREGORIAN");
    writer.words("X-WR-CALNAME", name);
    if (!times.empty()) write_zone(writer);
    for (const CalendarTime& one : times) write_time(writer, one, made);
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
