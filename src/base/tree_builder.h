// Builds the tree of a document out of what a reader meets, and holds the limits and the duplicate keys that
// YAML and JSON have in common.
#pragma once
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/source_text.h"

namespace fjorten {

class TreeBuilder {
  public:
    static constexpr std::size_t max_depth = 64;
    static constexpr std::size_t max_nodes = 1'000'000;
    static constexpr std::size_t max_diagnostics = 100;

    explicit TreeBuilder(const SourceText& source) : source_(source) {}

    void open_list(Position at) { open(Node::Kind::list, at); }
    void open_map(Position at) { open(Node::Kind::map, at); }
    void scalar(std::string text, bool quoted, Position at);
    void close();

    /// Records a mistake; reading may go on.
    void report(Position at, std::string code, std::vector<std::string> args = {});

    /// A limit was passed or there are enough diagnostics: stop reading.
    bool must_stop() const { return stopped_; }
    /// Where the innermost list or map that is still open begins.
    std::optional<Position> innermost() const;

    /// The tree, or everything that was reported. To be called once, at the end.
    std::expected<Node, Diagnostics> finish();

  private:
    bool expects_key() const;
    struct Frame {
        Node node;
        std::optional<Node> key;     // read, its value is still to come
        std::set<std::string> seen;  // ordered: hostile keys cannot make it slow, as they can a hash
        bool stands_as_key = false;
        bool key_refused = false;
    };
    void open(Node::Kind kind, Position at);
    bool count_node(Position at);
    void place(Node node);
    void place_key(Frame& map, Node key);
    void stop(Position at, std::string code, std::size_t limit);

    const SourceText& source_;
    std::vector<Frame> open_;
    std::optional<Node> root_;
    Diagnostics found_;
    std::size_t nodes_ = 0;
    bool stopped_ = false;
};

}  // namespace fjorten
