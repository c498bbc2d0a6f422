#include "population/stream.h"

#include <condition_variable>
#include <deque>
#include <istream>
#include <mutex>
#include <thread>

namespace fjorten::population {

namespace {

constexpr std::size_t lines_at_once = 4096;
constexpr std::size_t most_mistakes = 20;

struct Chunk {
    std::uint64_t number = 0;
    int first_line = 0;
    std::vector<std::string> lines;
};

/// Chunks on their way to the workers, and rows on their way out.
class Exchange {
  public:
    explicit Exchange(const StreamOptions& options) : options_(options) {}

    void put(Chunk chunk) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return chunks_.size() < 2 * options_.threads; });
        chunks_.push_back(std::move(chunk));
        ready_.notify_one();
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        ready_.notify_all();
    }
    std::optional<Chunk> take() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return closed_ || !chunks_.empty(); });
        if (chunks_.empty()) return std::nullopt;
        Chunk chunk = std::move(chunks_.front());
        chunks_.pop_front();
        room_.notify_one();
        return chunk;
    }
    void done(const Chunk& chunk, std::string rows, Diagnostics mistakes, std::uint64_t refused) {
        const std::lock_guard lock(mutex_);
        cases_ += chunk.lines.size();
        result_.refused += refused;
        for (auto& mistake : mistakes)
            if (result_.mistakes.size() < most_mistakes) result_.mistakes.push_back(std::move(mistake));
        if (options_.progress) options_.progress(cases_);
        if (!options_.write) return;
        rows_.emplace(chunk.number, std::move(rows));
        for (auto next = rows_.find(next_); next != rows_.end(); next = rows_.find(++next_)) {
            options_.write(next->second);
            rows_.erase(next);
        }
    }
    void add(const Totals& totals) {
        const std::lock_guard lock(mutex_);
        result_.totals.add(totals);
    }
    Streamed result() { return std::move(result_); }

  private:
    const StreamOptions& options_;
    std::mutex mutex_;
    std::condition_variable room_, ready_;
    std::deque<Chunk> chunks_;
    bool closed_ = false;
    std::map<std::uint64_t, std::string> rows_;
    std::uint64_t next_ = 0, cases_ = 0;
    Streamed result_;
};

void work(Exchange& exchange, const Intake& intake, Worker::Rules rules, const Worker::Rules* against,
          const StreamOptions& options) {
    Worker worker(rules, against, options.write ? Rows::each : Rows::none);
    while (const auto chunk = exchange.take()) {
        Diagnostics mistakes;
        std::uint64_t refused = 0;
        for (std::size_t i = 0; i < chunk->lines.size(); ++i) {
            if (chunk->lines[i].empty()) continue;
            auto read = intake.read(chunk->lines[i], chunk->first_line + static_cast<int>(i));
            if (read) {
                worker.take(read->file, read->on.value_or(options.on), read->id);
                continue;
            }
            ++refused;
            for (auto& mistake : read.error())
                if (mistakes.size() < most_mistakes) mistakes.push_back(std::move(mistake));
        }
        if (options.write) worker.finish();
        exchange.done(*chunk, worker.take_rows(), std::move(mistakes), refused);
    }
    worker.finish();
    exchange.add(worker.totals());
}

}  // namespace

Streamed evaluate_stream(std::istream& in, Intake& intake, Worker::Rules rules, const Worker::Rules* against,
                         const StreamOptions& options) {
    Exchange exchange(options);
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < options.threads; ++i)
        workers.emplace_back([&] { work(exchange, intake, rules, against, options); });
    Chunk chunk{.number = 0, .first_line = 1, .lines = {}};
    int line_number = 0;
    for (std::string line; std::getline(in, line);) {
        if (++line_number == 1 && intake.has_header()) {
            chunk.first_line = 2;
            auto mistakes = intake.read_header(line);
            if (mistakes.empty()) continue;
            exchange.close();
            for (auto& worker : workers) worker.join();
            return {.totals = {}, .refused = 1, .mistakes = std::move(mistakes)};
        }
        chunk.lines.push_back(std::move(line));
        if (chunk.lines.size() < lines_at_once) continue;
        const auto number = chunk.number;
        exchange.put(std::move(chunk));
        chunk = {.number = number + 1, .first_line = line_number + 1, .lines = {}};
    }
    if (!chunk.lines.empty()) exchange.put(std::move(chunk));
    exchange.close();
    for (auto& worker : workers) worker.join();
    return exchange.result();
}

}  // namespace fjorten::population
