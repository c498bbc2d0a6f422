#include "base/tree_builder.h"

#include <algorithm>

#include "base/assert.h"

namespace fjorten {

namespace {

Position position_of(const Node& node) { return {node.line, node.column}; }

Node node_at(Node::Kind kind, Position at) {
    Node node;
    node.kind = kind;
    node.line = at.line;
    node.column = at.column;
    return node;
}

}  // namespace

bool TreeBuilder::expects_key() const {
    return !open_.empty() && open_.back().node.is_map() && !open_.back().key;
}

std::optional<Position> TreeBuilder::innermost() const {
    if (open_.empty()) return std::nullopt;
    return position_of(open_.back().node);
}

void TreeBuilder::report(Position at, std::string code, std::vector<std::string> args) {
    if (stopped_) return;
    found_.push_back(source_.diagnose(at, std::move(code), std::move(args)));
    if (found_.size() >= max_diagnostics) stopped_ = true;
}

void TreeBuilder::stop(Position at, std::string code, std::size_t limit) {
    report(at, std::move(code), {std::to_string(limit)});
    stopped_ = true;
}

bool TreeBuilder::count_node(Position at) {
    if (stopped_) return false;
    if (++nodes_ > max_nodes) stop(at, "too_many_nodes", max_nodes);
    return !stopped_;
}

void TreeBuilder::open(Node::Kind kind, Position at) {
    if (!count_node(at)) return;
    if (open_.size() == max_depth) return stop(at, "too_deep", max_depth);
    Frame frame;
    frame.node = node_at(kind, at);
    frame.stands_as_key = expects_key();
    if (frame.stands_as_key) report(at, "key_not_text");
    open_.push_back(std::move(frame));
}

void TreeBuilder::scalar(std::string text, bool quoted, Position at) {
    if (!count_node(at)) return;
    Node node = node_at(Node::Kind::scalar, at);
    node.text = std::move(text);
    node.quoted = quoted;
    place(std::move(node));
}

void TreeBuilder::close() {
    if (stopped_) return;
    FJ_ASSERT(!open_.empty() && !open_.back().key);
    Frame frame = std::move(open_.back());
    open_.pop_back();
    if (frame.stands_as_key) {
        // Already reported. An empty text holds its place so that the value after it is read as a value.
        open_.back().key = node_at(Node::Kind::scalar, position_of(frame.node));
        open_.back().key_refused = true;
        return;
    }
    place(std::move(frame.node));
}

void TreeBuilder::place(Node node) {
    if (open_.empty()) {
        FJ_ASSERT(!root_);
        root_ = std::move(node);
        return;
    }
    Frame& parent = open_.back();
    if (parent.node.is_list()) {
        parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
        place_key(parent, std::move(node));
    } else {
        if (!parent.key_refused) parent.node.entries.emplace_back(std::move(*parent.key), std::move(node));
        parent.key.reset();
        parent.key_refused = false;
    }
}

void TreeBuilder::place_key(Frame& map, Node key) {
    if (key.text.empty() && !key.quoted) {
        report(position_of(key), "empty_key");
        map.key_refused = true;
    } else if (!map.seen.insert(key.text).second) {
        const auto first = std::ranges::find_if(
            map.node.entries, [&key](const auto& entry) { return entry.first.text == key.text; });
        FJ_ASSERT(first != map.node.entries.end());
        report(position_of(key), "duplicate_key", {shortened(key.text), std::to_string(first->first.line)});
        map.key_refused = true;
    }
    map.key = std::move(key);
}

std::expected<Node, Diagnostics> TreeBuilder::finish() {
    if (!found_.empty()) {
        // Readers report some mistakes late (an unclosed bracket is known at the end of the text).
        std::ranges::stable_sort(found_, [](const Diagnostic& a, const Diagnostic& b) {
            return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
        });
        return std::unexpected(std::move(found_));
    }
    FJ_ASSERT(open_.empty());
    return root_ ? std::move(*root_) : node_at(Node::Kind::scalar, {});
}

}  // namespace fjorten
