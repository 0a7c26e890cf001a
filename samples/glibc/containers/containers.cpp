// The standard library's algorithms and containers: sort, unordered_map, map, priority_queue,
// regex, string, function, variant, optional, random.
#include <algorithm>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace {

unsigned long checksum(const std::vector<unsigned> &values) {
    return std::accumulate(values.begin(), values.end(), 14695981039346656037ul,
            [](unsigned long sum, unsigned v) { return (sum ^ v) * 1099511628211ul; });
}

void sort_numbers() {
    std::mt19937 random(2024); // its sequence is fixed by the standard
    std::vector<unsigned> values(40000);
    std::generate(values.begin(), values.end(), std::ref(random));
    auto copy = values;
    std::sort(values.begin(), values.end());
    std::stable_sort(copy.begin(), copy.end(), std::greater<>());
    std::reverse(copy.begin(), copy.end());
    std::printf("sorted %d, equal %d, checksum %016lx\n",
            std::is_sorted(values.begin(), values.end()), values == copy, checksum(values));
    std::make_heap(copy.begin(), copy.end());
    std::nth_element(values.begin(), values.begin() + 20000, values.end());
    std::printf("largest %u, median %u, distinct %zu\n", copy.front(), values[20000],
            std::set<unsigned>(values.begin(), values.end()).size());
}

void count_words() {
    static const char *const WORDS[] = {"alder", "birch", "cedar", "elm", "fir", "hazel", "larch",
            "oak"};
    std::unordered_map<std::string, long> counts;
    std::minstd_rand random(7);
    for (int i = 0; i < 60000; i++) {
        std::string key = WORDS[random() % 8];
        key += std::to_string(random() % 500);
        counts[key] += i;
    }
    for (int i = 0; i < 500; i += 2) {
        counts.erase("oak" + std::to_string(i));
    }
    std::map<long, std::string> by_count;
    for (const auto &[key, count] : counts) {
        by_count[count] = key;
    }
    std::printf("%zu keys, most: %s %ld\n", counts.size(), by_count.rbegin()->second.c_str(),
            by_count.rbegin()->first);
}

void match_lines() {
    const std::regex date(R"((\d{4})-(\d{2})-(\d{2}))");
    const std::regex name(R"([A-Z][a-z]+(?:\s[A-Z][a-z]+)*)");
    const std::string text =
            "On 2021-03-04 Ada Lovelace met Charles Babbage; on 1999-12-31 nobody met Kurt.";
    std::printf("%s\n", std::regex_replace(text, date, "$3.$2.$1").c_str());
    for (std::sregex_iterator it(text.begin(), text.end(), name), end; it != end; ++it) {
        std::printf("[%s at %ld] ", it->str().c_str(), static_cast<long>(it->position()));
    }
    std::smatch match;
    bool found = std::regex_search(text, match, date);
    std::printf("%d %s\n", found, found ? match[2].str().c_str() : "");
    try {
        std::regex broken("(unclosed");
        std::printf("no error\n");
    } catch (const std::regex_error &e) {
        std::printf("regex error, missing parenthesis: %d\n",
                e.code() == std::regex_constants::error_paren);
    }
}

void use_vocabulary_types() {
    using Value = std::variant<int, double, std::string>;
    std::vector<Value> values = {1, 2.5, std::string("three"), 4};
    double sum = 0;
    for (const Value &v : values) {
        sum += std::visit(
                [](const auto &x) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::string>) {
                        return static_cast<double>(x.size());
                    } else {
                        return static_cast<double>(x);
                    }
                },
                v);
    }
    std::function<std::optional<int>(std::string_view)> parse = [](std::string_view s) {
        return s.empty() ? std::nullopt : std::optional<int>(std::stoi(std::string(s)));
    };
    std::printf("%.1f %d %d\n", sum, parse("42").value_or(-1), parse("").value_or(-1));

    std::priority_queue<std::pair<int, std::string>> queue;
    for (const char *task : {"wash", "cook", "read", "sleep"}) {
        queue.emplace(static_cast<int>(std::string_view(task).size()) * 7 % 5, task);
    }
    std::deque<std::shared_ptr<std::string>> order;
    for (; !queue.empty(); queue.pop()) {
        order.push_front(std::make_shared<std::string>(queue.top().second));
    }
    for (const auto &task : order) {
        std::printf("%s ", task->c_str());
    }
    std::printf("%ld\n", order.back().use_count());
}

} // namespace

int main() {
    sort_numbers();
    count_words();
    match_lines();
    use_vocabulary_types();
    return 0;
}
