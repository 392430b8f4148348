/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every measured program shares: it does a number of operations and prints
 * one line, OPERATIONS CPU_NS WALL_NS. CPU is this process', user and kernel,
 * and that of the children it has waited for.
 */
#ifndef POSTERN_BENCH_MEASURE_H
#define POSTERN_BENCH_MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define NS_PER_S 1000000000LL

struct start {
	long long cpu_ns;
	long long wall_ns;
};

/* A call that must not fail: nobody compares times of something that failed. */
static inline long must(long result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(1);
	}
	return result;
}

static inline long long now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

static inline long long children_cpu_ns(void)
{
	struct rusage used;

	must(getrusage(RUSAGE_CHILDREN, &used), "getrusage");
	return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * NS_PER_S +
	       (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1000LL;
}

static inline long long cpu_ns(void)
{
	struct timespec own;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own); /* finer than getrusage's */
	return own.tv_sec * NS_PER_S + own.tv_nsec + children_cpu_ns();
}

static inline struct start begin(void)
{
	return (struct start){.cpu_ns = cpu_ns(), .wall_ns = now_ns()};
}

static inline void end(struct start start, long operations)
{
	long long cpu = cpu_ns() - start.cpu_ns, wall = now_ns() - start.wall_ns;

	printf("%ld %lld %lld\n", operations, cpu, wall);
}

/* A whole number of at least 1, or the end with one line. */
static inline long number(const char *text)
{
	char *rest;
	long value = strtol(text, &rest, 10);

	if (*rest || value < 1) {
		fprintf(stderr, "'%s' is no number above 0\n", text);
		exit(2);
	}
	return value;
}

#endif
