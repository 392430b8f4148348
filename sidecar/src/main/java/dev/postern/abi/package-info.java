/**
 * The event ABI from the reader's side. {@code bpf/event.h} defines it; everything here is taken
 * from the BTF of the compiled probe, and no offset or number is written twice. Pure Java.
 */
@NullMarked
package dev.postern.abi;

import org.jspecify.annotations.NullMarked;
