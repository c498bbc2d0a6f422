#include "letters/pdf_pen.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.h"

namespace fjorten::letters::pdf {

namespace {

constexpr const char* family = "Liberation Sans";
constexpr float line_spacing = 1.22F;

// What Pango can draw: no control characters but line feeds, no signs that turn the direction of the text
// around unseen, and nothing that is not UTF-8.
std::string drawable(const std::string& text) {
    std::string clean;
    clean.reserve(text.size());
    for (const char32_t point : utf8::code_points(text)) {
        const bool turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        const bool is_control = point < 0x20 || (point >= 0x7F && point < 0xA0);
        if (turns || point == '\r') continue;
        const bool is_no_character = (point & 0xFFFEU) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
        utf8::append(clean, is_no_character ? U'\uFFFD' : is_control && point != '\n' ? U' ' : point);
    }
    return clean;
}

// The value of an attribute of a Cairo tag, in single quotes.
std::string quoted(const std::string& value) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out = "'";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\' || c == '\'') {
            out += '\\';
            out += c;
        } else if (byte <= ' ' || byte >= 0x7F) {
            out += {'%', hex[byte >> 4U], hex[byte & 15U]};
        } else {
            out += c;
        }
    }
    return out + "'";
}

std::string number(double value) { return std::to_string(std::lround(value)); }

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
}

PangoAttribute* foreground(const Colour& colour) {
    const auto part = [](double value) { return static_cast<guint16>(value * 65535); };
    return pango_attr_foreground_new(part(colour.red), part(colour.green), part(colour.blue));
}

cairo_status_t keep(void* bytes, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

void Unref::operator()(void* object) const { g_object_unref(object); }

double Lines::height() const {
    double all = 0;
    for (const Place& place : places_) all += place.height;
    return all;
}

Result<Pen> Pen::create(Pass pass, const std::string& title) {
    Pen pen;
    PangoFontMap* const fonts = pango_cairo_font_map_get_default();  // one per thread
    PangoFontFamily** families = nullptr;
    int count = 0;
    pango_font_map_list_families(fonts, &families, &count);
    g_free(families);
    // Without any font Pango would end the process.
    if (count == 0)
        return std::unexpected(Error{ErrorCode::unavailable, "no font found: install fonts-liberation"});
    pen.pango_.reset(pango_font_map_create_context(fonts));
    pango_cairo_context_set_resolution(pen.pango_.get(), 72);
    cairo_font_options_t* const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(pen.pango_.get(), options);
    cairo_font_options_destroy(options);
    if (pass == Pass::counting) return pen;

    pen.bytes_ = std::make_unique<std::string>();
    pen.surface_.reset(cairo_pdf_surface_create_for_stream(keep, pen.bytes_.get(), page_width, page_height));
    cairo_pdf_surface_set_metadata(pen.surface_.get(), CAIRO_PDF_METADATA_TITLE, drawable(title).c_str());
    // Any fixed day: the file says itself when it was written, and must not differ from one made later.
    cairo_pdf_surface_set_metadata(pen.surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   "2000-01-01T00:00:00Z");
    pen.cairo_.reset(cairo_create(pen.surface_.get()));
    return pen;
}

Lines Pen::lay_out(const Text& text, const Type& type, double width, std::optional<Weight> weight) const {
    Lines lines;
    lines.layout_.reset(pango_layout_new(pango_.get()));
    PangoLayout* const layout = lines.layout_.get();
    PangoFontDescription* const font = pango_font_description_from_string(family);
    pango_font_description_set_absolute_size(font, type.size * PANGO_SCALE);
    if (weight.value_or(type.weight) == Weight::bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, line_spacing);

    std::string all;
    PangoAttrList* const attributes = pango_attr_list_new();
    for (const Run& run : text) {
        const std::size_t begin = all.size();
        all += drawable(run.text);
        const Colour colour = !run.link.empty()                 ? link_ink
                              : run.emphasis == Emphasis::quiet ? quiet_ink
                                                                : type.colour;
        lines.stretches_.push_back({begin, colour, run.link});
        add(attributes, foreground(colour), begin, all.size());
        if (run.emphasis == Emphasis::strong)
            add(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), begin, all.size());
        if (!run.link.empty())
            add(attributes, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), begin, all.size());
    }
    pango_layout_set_text(layout, all.c_str(), static_cast<int>(all.size()));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);

    PangoLayoutIter* const iter = pango_layout_get_iter(layout);
    do {
        int top = 0, bottom = 0;
        pango_layout_iter_get_line_yrange(iter, &top, &bottom);
        PangoRectangle logical{};
        pango_layout_iter_get_line_extents(iter, nullptr, &logical);
        const int baseline = pango_layout_iter_get_baseline(iter);
        lines.places_.push_back({.height = pango_units_to_double(bottom - top),
                                 .baseline = pango_units_to_double(baseline - top),
                                 .x = pango_units_to_double(logical.x)});
        lines.width_ = std::max(lines.width_, pango_units_to_double(logical.width));
    } while (pango_layout_iter_next_line(iter) != 0);
    pango_layout_iter_free(iter);
    return lines;
}

void Pen::begin(const char* tag) {
    if (!cairo_) return;
    close_leaf();
    cairo_tag_begin(cairo_.get(), tag, nullptr);
}

void Pen::end(const char* tag) {
    if (!cairo_) return;
    close_leaf();
    cairo_tag_end(cairo_.get(), tag);
}

// Cairo 1.16 marks only what stands in the innermost structure, so text never stands in a paragraph itself.
void Pen::open_leaf(const std::string& link) {
    if (leaf_ == link) return;
    close_leaf();
    leaf_ = link;
    if (link.empty()) return cairo_tag_begin(cairo_.get(), "Span", nullptr);
    const std::string where =
        link.starts_with("#") ? "dest=" + quoted(link.substr(1)) : "uri=" + quoted(link);
    cairo_tag_begin(cairo_.get(), CAIRO_TAG_LINK, where.c_str());
}

void Pen::close_leaf() {
    if (!leaf_) return;
    cairo_tag_end(cairo_.get(), leaf_->empty() ? "Span" : CAIRO_TAG_LINK);
    leaf_.reset();
}

void Pen::draw_run(const Lines& lines, PangoGlyphItem& item, double x, double y, Marked marked) {
    const auto offset = static_cast<std::size_t>(item.item->offset);
    const Lines::Stretch* stretch = &lines.stretches_.front();
    for (const Lines::Stretch& one : lines.stretches_) {
        if (one.begin <= offset) stretch = &one;
    }
    cairo_t* const context = cairo_.get();
    marked == Marked::content ? open_leaf(stretch->link) : close_leaf();
    cairo_set_source_rgb(context, stretch->colour.red, stretch->colour.green, stretch->colour.blue);
    cairo_move_to(context, x, y);
    pango_cairo_show_glyph_item(context, pango_layout_get_text(lines.layout_.get()), &item);
    if (!stretch->link.empty()) {
        const double width = pango_units_to_double(pango_glyph_string_get_width(item.glyphs));
        cairo_rectangle(context, x, y + 1.3, width, 0.5);
        cairo_fill(context);
    }
}

void Pen::line(const Lines& lines, std::size_t index, double x, double y, Marked marked) {
    if (!cairo_ || lines.stretches_.empty()) return;
    const Lines::Place& place = lines.places_[index];
    PangoLayoutLine* const line =
        pango_layout_get_line_readonly(lines.layout_.get(), static_cast<int>(index));
    double at = x + place.x;
    for (GSList* run = line->runs; run != nullptr; run = run->next) {
        auto& item = *static_cast<PangoGlyphItem*>(run->data);
        draw_run(lines, item, at, y + place.baseline, marked);
        at += pango_units_to_double(pango_glyph_string_get_width(item.glyphs));
    }
    if (leaf_ && !leaf_->empty()) close_leaf();  // or the place to click would span both lines
}

void Pen::bar(double x, double y, double width, double height, const Colour& colour) {
    if (!cairo_) return;
    close_leaf();
    cairo_set_source_rgb(cairo_.get(), colour.red, colour.green, colour.blue);
    cairo_rectangle(cairo_.get(), x, y, width, height);
    cairo_fill(cairo_.get());
}

void Pen::anchor(const std::string& name, double x, double y) {
    if (!cairo_) return;
    close_leaf();
    const std::string where = "name=" + quoted(name) + " x=" + number(x) + " y=" + number(y);
    cairo_tag_begin(cairo_.get(), CAIRO_TAG_DEST, where.c_str());
    cairo_tag_end(cairo_.get(), CAIRO_TAG_DEST);
}

void Pen::outline(int level, const std::string& words, int page, double y) {
    if (!cairo_) return;
    int parent = CAIRO_PDF_OUTLINE_ROOT;
    for (int above = level - 1; above > 1 && parent == CAIRO_PDF_OUTLINE_ROOT; --above)
        parent = chapters_[above];
    const std::string where = "page=" + std::to_string(page) + " pos=[0 " + number(y) + "]";
    chapters_[level] = cairo_pdf_surface_add_outline(surface_.get(), parent, drawable(words).c_str(),
                                                     where.c_str(), cairo_pdf_outline_flags_t{});
    std::fill(chapters_ + level + 1, std::end(chapters_), CAIRO_PDF_OUTLINE_ROOT);
}

void Pen::next_page() {
    if (!cairo_) return;
    close_leaf();
    cairo_show_page(cairo_.get());
}

Result<std::string> Pen::finish() {
    if (!cairo_) return std::string();
    cairo_.reset();
    cairo_surface_finish(surface_.get());
    const cairo_status_t status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS)
        return std::unexpected(Error{ErrorCode::unavailable, cairo_status_to_string(status)});
    return std::move(*bytes_);
}

}  // namespace fjorten::letters::pdf
