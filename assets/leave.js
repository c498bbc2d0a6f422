// "Leave this page quickly": the link works without this script; with it the page is emptied at once, and the page that
// is left does not stand behind the "back" button.
for (const link of document.querySelectorAll('a.leave-quickly')) {
    link.addEventListener('click', (event) => {
        event.preventDefault();
        document.title = '…';
        document.body.hidden = true;
        window.location.replace(link.href);
    });
}
