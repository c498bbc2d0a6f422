// Writes text and lines on the pages of a PDF (Pango lays out, Cairo draws and tags). Knows nothing of
// papers.
#pragma once
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "letters/paper.h"

namespace fjorten::letters::pdf {

// Points: 72 to the inch. A4.
inline constexpr double page_width = 595.28;
inline constexpr double page_height = 841.89;

struct Colour {
    double red, green, blue;
};
inline constexpr Colour black{.red = 0.0, .green = 0.0, .blue = 0.0};
inline constexpr Colour ink{.red = 0.10, .green = 0.10, .blue = 0.10};
inline constexpr Colour quiet_ink{.red = 0.33, .green = 0.33, .blue = 0.33};
inline constexpr Colour link_ink{.red = 0.0, .green = 0.32, .blue = 0.60};

enum class Weight { normal, bold };
struct Type {
    double size = 10.5;
    Weight weight = Weight::normal;
    Colour colour = ink;
};

struct Unref {
    void operator()(void* object) const;
};

/// Text laid out in lines of a certain width.
class Lines {
  public:
    std::size_t count() const { return places_.size(); }
    double height(std::size_t line) const { return places_[line].height; }
    double height() const;
    /// Of the widest line.
    double width() const { return width_; }

  private:
    friend class Pen;
    struct Place {
        double height, baseline, x;
    };
    struct Stretch {
        std::size_t begin;  // byte of the text
        Colour colour;
        std::string link;
    };
    std::unique_ptr<PangoLayout, Unref> layout_;
    std::vector<Place> places_;
    std::vector<Stretch> stretches_;
    double width_ = 0;
};

/// counting: lays everything out and draws nothing, to learn how many pages there are.
enum class Pass { counting, drawing };

class Pen {
  public:
    /// Fails with `unavailable` when the machine has no font.
    static Result<Pen> create(Pass pass, const std::string& title);

    Lines lay_out(const Text& text, const Type& type, double width, std::optional<Weight> = {}) const;

    /// The structure that whatever is drawn until end() belongs to ("P", "Table"). May span pages.
    void begin(const char* tag);
    void end(const char* tag);
    /// A line of `lines` with its upper left corner there. Outside any structure it is decoration.
    enum class Marked { content, decoration };
    void line(const Lines& lines, std::size_t index, double x, double y, Marked marked = Marked::content);
    void bar(double x, double y, double width, double height, const Colour& colour);
    /// A place that links in the paper lead to. Each name once.
    void anchor(const std::string& name, double x, double y);
    /// An entry of the table of contents that viewers show beside the pages.
    void outline(int level, const std::string& words, int page, double y);
    void next_page();

    /// The bytes of the finished file.
    Result<std::string> finish();

  private:
    Pen() = default;
    void draw_run(const Lines& lines, PangoGlyphItem& item, double x, double y, Marked marked);
    void open_leaf(const std::string& link);
    void close_leaf();

    struct Close {
        void operator()(cairo_t* context) const { cairo_destroy(context); }
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };
    std::unique_ptr<PangoContext, Unref> pango_;
    std::unique_ptr<std::string> bytes_;  // behind a pointer: Cairo keeps its address
    std::unique_ptr<cairo_surface_t, Close> surface_;
    std::unique_ptr<cairo_t, Close> cairo_;
    std::optional<std::string> leaf_;  // the link of what is being drawn; empty text = none
    int chapters_[5] = {};             // the last outline entry of each level
};

}  // namespace fjorten::letters::pdf
