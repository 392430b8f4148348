package dev.postern.rules.list;

/** A large list in the form in which one kind of field is compared with it. */
sealed interface CompiledList permits AddressRanges, NumberTable, TextTable {}
