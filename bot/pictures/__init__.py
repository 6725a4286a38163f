"""Pictures of floors for chats: pure functions of data, drawn with Pillow.

`choice.draw_choice` shows spots to choose from, `way.draw_way` the way to one's own. Drawing takes tenths of
a second of the processor: `threads.in_thread` has it done beside the conversations.
"""
