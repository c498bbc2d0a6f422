#include "store/sqlite/writer_thread.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace fjorten::store {

namespace {

constexpr std::size_t most_at_a_time = 512;
constexpr std::chrono::seconds quiet{1};

}  // namespace

WriterThread::WriterThread(std::unique_ptr<RecordWriter> writer)
    : writer_(std::move(writer)), thread_([this] { loop(); }) {}

WriterThread::~WriterThread() {
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    more_.notify_one();
    thread_.join();
}

Result<void> WriterThread::run(RecordWriter::Work work) {
    Waiting waiting;
    waiting.job.work = std::move(work);
    std::unique_lock lock(mutex_);
    queue_.push_back(&waiting);
    if (queue_.size() == 1) more_.notify_one();
    waiting.wake.wait(lock, [&waiting] { return waiting.is_done; });
    return std::move(waiting.job.outcome);
}

void WriterThread::loop() {
    std::unique_lock lock(mutex_);
    for (;;) {
        const auto has_more = [this] { return !queue_.empty() || is_ending_; };
        if (writer_->is_tidy()) {
            more_.wait(lock, has_more);
        } else if (!more_.wait_for(lock, quiet, has_more)) {
            lock.unlock();
            writer_->tidy();
            lock.lock();
            if (!writer_->is_tidy() && queue_.empty() && !is_ending_) {
                more_.wait(lock, has_more);  // a reader is in the way: after the next write again
            }
            continue;
        }
        if (queue_.empty()) return;
        const std::size_t count = std::min(queue_.size(), most_at_a_time);
        const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
        const std::vector<Waiting*> batch(queue_.begin(), end);
        queue_.erase(queue_.begin(), end);
        lock.unlock();
        std::vector<RecordWriter::Job*> jobs;
        jobs.reserve(batch.size());
        for (Waiting* waiting : batch) jobs.push_back(&waiting->job);
        writer_->commit(jobs);
        lock.lock();
        // Under the lock: once it is let go, whoever was waiting may be gone.
        for (Waiting* waiting : batch) {
            waiting->is_done = true;
            waiting->wake.notify_one();
        }
    }
}

}  // namespace fjorten::store
