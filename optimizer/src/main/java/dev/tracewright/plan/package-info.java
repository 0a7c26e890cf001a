/// Profile + options -> OptimizationPlan: pure, printable data, with every Rejection.
package dev.tracewright.plan;
