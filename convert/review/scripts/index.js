/* The index: its words; figures stand in it already. */

dress();
offerLanguages(() => {});
