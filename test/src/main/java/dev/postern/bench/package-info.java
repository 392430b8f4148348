/**
 * {@code ./dev bench}: what watching costs and how soon an alert is there. Everything is measured
 * in interleaved rounds and told as a median with its spread; nothing is asserted.
 */
@NullMarked
package dev.postern.bench;

import org.jspecify.annotations.NullMarked;
