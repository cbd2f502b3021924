"""What can be done with referrals. Each command checks, writes and journals."""

from umai.referrals.commands.answering import (
    Shown,
    accept_referral,
    begin_service,
    confirm_service,
    give_appointment,
    note_failure,
    note_feedback,
    refuse_referral,
    shown_to_provider,
)
from umai.referrals.commands.coding import Given, enter_code, give_code, take_code_back
from umai.referrals.commands.drafting import (
    ReferralDetails,
    UnmetDetails,
    await_consent,
    draft_referral,
    record_unmet_need,
    write_referral,
)
from umai.referrals.commands.erasing import erase_referrals, let_case_go
from umai.referrals.commands.holding import Newer
from umai.referrals.commands.noting import Said, answer_arrival, note_answer
from umai.referrals.commands.previewing import Preview, preview_referral, reveal_shared
from umai.referrals.commands.reading import LetterToPrint, Read, print_letter, read_referral
from umai.referrals.commands.receiving import (
    ArrivalDetails,
    ContactToMake,
    Incoming,
    TakenCase,
    makes_contacts,
    read_arrival,
    record_arrival,
    refuse_arrival,
    take_in_as_case,
    take_in_as_contact,
)
from umai.referrals.commands.reminding import end_old_referrals, remind_of_referrals
from umai.referrals.commands.sending import (
    follow_consent,
    follow_merge,
    revoke_referral,
    send_referral,
)
from umai.referrals.commands.visiting import Answer, answer_at_door, leave_door

__all__ = [
    "Answer",
    "ArrivalDetails",
    "ContactToMake",
    "Given",
    "Incoming",
    "LetterToPrint",
    "Newer",
    "Preview",
    "Read",
    "ReferralDetails",
    "Said",
    "Shown",
    "TakenCase",
    "UnmetDetails",
    "accept_referral",
    "answer_arrival",
    "answer_at_door",
    "await_consent",
    "begin_service",
    "confirm_service",
    "draft_referral",
    "end_old_referrals",
    "enter_code",
    "erase_referrals",
    "follow_consent",
    "follow_merge",
    "give_appointment",
    "give_code",
    "leave_door",
    "let_case_go",
    "makes_contacts",
    "note_answer",
    "note_failure",
    "note_feedback",
    "preview_referral",
    "print_letter",
    "read_arrival",
    "read_referral",
    "record_arrival",
    "record_unmet_need",
    "refuse_arrival",
    "refuse_referral",
    "remind_of_referrals",
    "reveal_shared",
    "revoke_referral",
    "send_referral",
    "shown_to_provider",
    "take_code_back",
    "take_in_as_case",
    "take_in_as_contact",
    "write_referral",
]
